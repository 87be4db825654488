import { Heading } from '../controls/Heading.tsx';
import { whole } from '../format.ts';
import css from './Guess.module.css';
import type { Game } from './games.ts';
import { type Playing, scoreOf } from './useGame.ts';

interface Props {
  readonly playing: Playing | null;
  readonly games: readonly Game[];
  /** Rounds of a game. */
  readonly of: number;
}

/** The score of this game, and of those played in this run. */
export function Scores({ playing, games, of }: Props) {
  const now = playing ? scoreOf(playing) : games.at(-1);
  return (
    <section className={css.scores} aria-label="Scores">
      <Heading title={playing ? 'So far' : 'Last game'} />
      <dl className={css.board}>
        <div>
          <dt>You</dt>
          <dd>{now?.visitor ?? '–'}</dd>
        </div>
        <div>
          <dt className={css.d}>D</dt>
          <dd>{now?.discriminator ?? '–'}</dd>
        </div>
      </dl>
      <Heading level={3} title="Games of this run" />
      {games.length === 0 ? (
        <p className={css.soft}>None yet. Each game is kept with the step at which it was played.</p>
      ) : (
        <>
          {games.length > 1 && <Course games={games} of={of} />}
          <table className={css.games}>
            <thead>
              <tr>
                <th scope="col">Step</th>
                <th scope="col">You</th>
                <th scope="col">D</th>
              </tr>
            </thead>
            <tbody>
              {games.map(({ step, visitor, discriminator }, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: games are only added
                <tr key={i}>
                  <th scope="row">{whole(step)}</th>
                  <td>
                    {visitor} of {of}
                  </td>
                  <td>
                    {discriminator} of {of}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}

/** Both scores over the games; the table beneath holds the numbers. */
function Course({ games, of }: { readonly games: readonly Game[]; readonly of: number }) {
  const line = (score: (game: Game) => number) =>
    games.map((game, i) => `${(i / (games.length - 1)) * 196 + 2},${58 - (score(game) / of) * 56}`).join(' ');
  return (
    <svg viewBox="0 0 200 60" className={css.course} aria-hidden="true">
      <line x1="0" x2="200" y1="30" y2="30" stroke="var(--line-strong)" strokeDasharray="2 3" />
      <polyline points={line((game) => game.visitor)} stroke="var(--ink)" />
      <polyline points={line((game) => game.discriminator)} stroke="var(--discriminator)" strokeDasharray="6 3" />
    </svg>
  );
}
