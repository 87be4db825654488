import { useEffect, useState } from 'react';
import { Sheet } from '../dialogs/Sheet.tsx';
import { useView } from '../playground.ts';
import css from './About.module.css';

interface Licence {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly text: string;
}

/** Where the method, the pictures and every line of code that is not ours come from. */
export function AboutDialog() {
  const open = useView((view) => view.dialog === 'about');
  return (
    <Sheet name="about" title="About and licences">
      <p>
        PoseDuel is free software under the MIT licence. Its method is that of Chou, Chien and Chen,{' '}
        <a href="https://arxiv.org/abs/1707.02439" target="_blank" rel="noreferrer">
          Self Adversarial Training for Human Pose Estimation
        </a>{' '}
        (2017).
      </p>
      <p>
        The built-in people are rendered. Body model, motion, textures and their licences are named in the{' '}
        <a href="./datasets/README.md" target="_blank" rel="noreferrer">
          notes of the dataset
        </a>
        .
      </p>
      {open && <Licences />}
    </Sheet>
  );
}

function Licences() {
  const [licences, setLicences] = useState<readonly Licence[] | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    const gone = new AbortController();
    load(gone.signal).then(setLicences, (error: unknown) => {
      if (!gone.signal.aborted) setProblem(error instanceof Error ? error.message : String(error));
    });
    return () => gone.abort();
  }, []);
  if (problem) return <p role="alert">The licences could not be loaded ({problem}). Without a network, try again with one.</p>;
  if (!licences) return <p role="status">Loading the licences…</p>;
  return (
    <section aria-label="Licences">
      <h3 className={css.subtitle}>Other people’s code in this page</h3>
      <ul className={css.list}>
        {licences.map(({ name, version, licence, text }) => (
          <li key={`${name} ${version}`}>
            <details>
              <summary className={css.head}>
                {name} <span className={css.soft}>{version}</span>
                <span className={css.licence}>{licence}</span>
              </summary>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keys too */}
              <pre className={css.text} tabIndex={0}>
                {text}
              </pre>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Made at build by `platform/node/licencePlugin.ts`. */
async function load(signal: AbortSignal): Promise<readonly Licence[]> {
  const answer = await fetch('./licences.json', { signal });
  if (!answer.ok) throw new Error(`the server answers ${answer.status}`);
  return answer.json();
}
