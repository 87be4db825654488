import { Button } from '../controls/Button.tsx';
import { usePlayground } from '../playground.ts';
import { shortcuts } from '../shortcuts.ts';
import css from './Dialogs.module.css';
import { Sheet } from './Sheet.tsx';

/** What one sees, and all keys. */
export function HelpDialog() {
  const { look } = usePlayground();
  return (
    <Sheet name="help" title="What you are looking at">
      <p>
        Two networks learn at the same time. The <strong>generator</strong> G looks at a picture and draws one heatmap a joint: bright means
        “the joint is here”. The <strong>discriminator</strong> D looks at the picture and at a drawing, and draws it again. It learns to
        copy true drawings well and generated ones badly, so the difference between drawing and copy is its objection, pixel by pixel. The
        generator listens to it as much as λ<sub>G</sub> says.
      </p>
      <p>
        The balance is kept by k<sub>t</sub>: it rises when generated drawings have become easy to copy, and the discriminator then looks at
        them harder.
      </p>
      <ul className={css.colours}>
        <li data-owner="generator">generator</li>
        <li data-owner="discriminator">discriminator</li>
        <li data-owner="real">real: true labels</li>
        <li data-owner="generated">generated: drawn by G</li>
      </ul>
      <p>
        The method is that of Chou, Chien and Chen,{' '}
        <a href="https://arxiv.org/abs/1707.02439" target="_blank" rel="noreferrer">
          Self Adversarial Training for Human Pose Estimation
        </a>
        . Everything happens in this page: no picture leaves your machine.
      </p>
      <p>
        <Button small onClick={() => look({ dialog: 'about' })}>
          About and licences
        </Button>
      </p>
      <h3 className={css.subtitle}>Keys</h3>
      <dl className={css.keys}>
        {shortcuts.map(({ shown, title }) => (
          <div key={title}>
            <dt>
              {shown.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{title}</dd>
          </div>
        ))}
      </dl>
    </Sheet>
  );
}
