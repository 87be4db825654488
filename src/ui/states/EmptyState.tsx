import { Button } from '../controls/Button.tsx';
import { DatasetChooser } from '../dataset/DatasetChooser.tsx';
import { usePlayground } from '../playground.ts';
import css from './States.module.css';

/** No dataset is open. */
export function EmptyState() {
  const { open } = usePlayground();
  return (
    <div className={css.centre}>
      <h2 className={css.title}>Which pictures shall the networks learn from?</h2>
      <p className={css.text}>
        Rendered People is built in: 2,400 pictures with every joint labelled exactly. Or bring your own people, as a zip, a folder or
        files, in the format of any common labelling tool. They stay on your machine.
      </p>
      <div className={css.buttons}>
        <Button primary onClick={() => open({ kind: 'builtin' })}>
          Open Rendered People
        </Button>
        <DatasetChooser />
      </div>
      <p className={css.quiet}>You can also drop a zip or a folder anywhere on the page.</p>
    </div>
  );
}
