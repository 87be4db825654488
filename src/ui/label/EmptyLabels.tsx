import css from './Label.module.css';
import { useLibrary } from './library.ts';
import { TakePictures, type Taking } from './TakePictures.tsx';

/** Before the first picture. */
export function EmptyLabels(taking: Taking) {
  const place = useLibrary((state) => state.place);
  return (
    <div className={css.empty}>
      <h2 className={css.emptyTitle}>Train on your own pictures</h2>
      <ol className={css.steps}>
        <li>Take a burst with the webcam, or drop pictures of people here.</li>
        <li>Let a teacher network propose the joints, and put right what it got wrong.</li>
        <li>Press “Train on it”. A hundred pictures take about ten minutes.</li>
      </ol>
      <div className={css.buttons}>
        <TakePictures {...taking} />
      </div>
      <p className={css.quiet}>Everything stays on your machine, in {place}.</p>
    </div>
  );
}
