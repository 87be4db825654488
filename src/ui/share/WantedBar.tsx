import { Images } from 'lucide-react';
import { Button } from '../controls/Button.tsx';
import { DatasetChooser } from '../dataset/DatasetChooser.tsx';
import bar from '../keep/GoOnBar.module.css';
import { usePlayground, useSession, useView } from '../playground.ts';

/** A link names a dataset and cannot hold it: says which one is wanted, until it is open. */
export function WantedBar() {
  const { look } = usePlayground();
  const wanted = useView((view) => view.wanted);
  const opened = useSession((state) => state.dataset?.name);
  if (wanted === '' || !opened || opened === wanted) return null;
  return (
    <section className={bar.bar} aria-label="Dataset of the link">
      <Images size={15} className={bar.icon} aria-hidden />
      <p className={bar.text}>The link is about the dataset “{wanted}”, which is not part of it. Open it here if you have it.</p>
      <span className={bar.buttons}>
        <DatasetChooser small />
        <Button small onClick={() => look({ wanted: '' })}>
          Stay with {opened}
        </Button>
      </span>
    </section>
  );
}
