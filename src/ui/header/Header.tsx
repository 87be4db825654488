import { CircleHelp, ExternalLink, Moon, Share2, Sun } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { IconButton } from '../controls/Button.tsx';
import { LessonsButton } from '../lessons/LessonsButton.tsx';
import { usePlayground, useView } from '../playground.ts';
import { Part } from '../share/Part.tsx';
import { onSystemTheme, shownTheme } from '../theme.ts';
import css from './Header.module.css';
import { Mark } from './Mark.tsx';

export function Header() {
  const playground = usePlayground();
  const chosen = useView((view) => view.theme);
  const theme = useSyncExternalStore(onSystemTheme, () => shownTheme(chosen));
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <header className={css.header}>
      <h1 className={css.name}>
        <Mark />
        PoseDuel
      </h1>
      <p className={css.line}>
        A <span className={css.generator}>generator</span> draws the joints, a <span className={css.discriminator}>discriminator</span>{' '}
        redraws them and objects where the two differ.
      </p>
      <Part name="lessons">
        <LessonsButton />
      </Part>
      <a className={css.paper} href="https://arxiv.org/abs/1707.02439" target="_blank" rel="noreferrer">
        The paper
        <ExternalLink size={12} aria-hidden />
      </a>
      <IconButton label="Share this page…" onClick={() => playground.look({ dialog: 'share' })}>
        <Share2 size={17} aria-hidden />
      </IconButton>
      <IconButton label={`Switch to ${other} colours`} onClick={() => playground.look({ theme: other })}>
        {theme === 'dark' ? <Sun size={17} aria-hidden /> : <Moon size={17} aria-hidden />}
      </IconButton>
      <IconButton label="Help and keys" onClick={() => playground.look({ dialog: 'help' })}>
        <CircleHelp size={17} aria-hidden />
      </IconButton>
    </header>
  );
}
