import { Dialog } from '@base-ui/react/dialog';
import { CameraOff, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { captureFrame } from '../../label/newPictures.ts';
import { coco17 } from '../../pose/skeleton.ts';
import { Button } from '../controls/Button.tsx';
import controls from '../controls/controls.module.css';
import dialogs from '../dialogs/Dialogs.module.css';
import cameraCss from './Camera.module.css';
import { Choice } from './Choice.tsx';
import css from './Label.module.css';
import { library } from './library.ts';
import { useCamera } from './useCamera.ts';

const counts = [1, 5, 10, 20, 50];
const pauses = [0.5, 1, 2];
const delays = [0, 3, 10];
const options = (values: readonly number[], shown: (value: number) => string) =>
  values.map((value) => [String(value), shown(value)] as const);

/** Webcam, mirrored as in a mirror; a countdown, then a burst. Pictures are kept unmirrored, each as soon as it is taken. */
export function CameraDialog({ onClose }: { readonly onClose: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const [chosen, setChosen] = useState('');
  const [live, setLive] = useState(false);
  const [burst, setBurst] = useState({ count: 10, pause: 1, delay: 3 });
  const [shooting, setShooting] = useState<{ readonly title: string; readonly stop: () => void } | null>(null);
  const [taken, setTaken] = useState(0);
  const [failure, setFailure] = useState<string | null>(null);
  const camera = useCamera(video, chosen);
  const problem = camera.problem ?? failure;

  const shoot = async () => {
    const abort = new AbortController();
    const tell = (title: string) => setShooting({ title, stop: () => abort.abort() });
    try {
      for (let left = burst.delay; left > 0; left--) {
        tell(`In ${left}…`);
        await pause(1, abort.signal);
      }
      if (!library.set) await library.create('My pictures', coco17);
      for (let n = 1; n <= burst.count; n++) {
        tell(`${n} of ${burst.count}`);
        const number = String(library.set!.pictures.length + 1).padStart(4, '0');
        await library.add([await captureFrame(video.current!, `capture-${number}.jpg`)]);
        setTaken((before) => before + 1);
        if (n < burst.count) await pause(burst.pause, abort.signal);
      }
    } catch (error) {
      if (!abort.signal.aborted) setFailure(`The picture was not taken: ${error instanceof Error ? error.message : String(error)}`);
    } finally {
      setShooting(null);
    }
  };
  const close = () => {
    shooting?.stop();
    onClose();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialogs.backdrop} />
        <Dialog.Popup className={dialogs.sheet}>
          <div className={dialogs.head}>
            <Dialog.Title className={dialogs.title}>Take pictures</Dialog.Title>
            <Dialog.Close className={controls.icon} aria-label="Close">
              <X size={17} aria-hidden />
            </Dialog.Close>
          </div>
          <div className={cameraCss.finder}>
            <video
              ref={video}
              className={cameraCss.video}
              hidden={problem !== null}
              autoPlay
              playsInline
              muted
              onPlaying={() => setLive(true)}
              aria-label="Webcam, mirrored"
            />
            {problem ? (
              <div className={cameraCss.noCamera} role="alert">
                <CameraOff size={22} aria-hidden />
                <p>{problem}</p>
                <Button
                  small
                  onClick={() => {
                    setFailure(null);
                    camera.retry();
                  }}
                >
                  Try again
                </Button>
              </div>
            ) : (
              <span className={cameraCss.countdown}>{shooting?.title ?? (live ? '' : 'Waiting for the camera…')}</span>
            )}
          </div>
          <div className={css.buttons}>
            {camera.cameras.length > 1 && (
              <Choice
                title="Camera"
                value={chosen || camera.cameras[0]!.id}
                onChange={setChosen}
                options={camera.cameras.map(({ id, title }) => [id, title])}
              />
            )}
            <Choice
              title="Pictures"
              value={String(burst.count)}
              onChange={(value) => setBurst({ ...burst, count: Number(value) })}
              options={options(counts, String)}
            />
            <Choice
              title="One every"
              value={String(burst.pause)}
              onChange={(value) => setBurst({ ...burst, pause: Number(value) })}
              options={options(pauses, (seconds) => `${seconds} s`)}
            />
            <Choice
              title="Begin"
              value={String(burst.delay)}
              onChange={(value) => setBurst({ ...burst, delay: Number(value) })}
              options={options(delays, (seconds) => (seconds === 0 ? 'at once' : `in ${seconds} s`))}
            />
          </div>
          <div className={css.buttons}>
            {shooting ? (
              <Button onClick={shooting.stop}>Stop</Button>
            ) : (
              <Button primary disabled={!live || problem !== null} onClick={() => void shoot()}>
                {burst.count === 1 ? 'Take a picture' : `Take ${burst.count} pictures`}
              </Button>
            )}
            {taken > 0 && !shooting && <Button onClick={close}>Label them</Button>}
            <span className={css.quiet} role="status">
              {taken > 0 && `${taken} taken`}
            </span>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, 1000 * seconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
