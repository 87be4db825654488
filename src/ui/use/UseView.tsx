import { Camera, ImagePlay, Maximize, ScanSearch } from 'lucide-react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { squareWithin } from '../../label/cropPixels.ts';
import { isVideo, mediaOf } from '../../label/mediaFiles.ts';
import { problemOfPicture } from '../../label/newPictures.ts';
import { type Square, squareAbout, wholeSquare } from '../../label/teacher.ts';
import { presets } from '../../network/presets.ts';
import type { Skeleton } from '../../pose/skeleton.ts';
import { jointIndex } from '../../store/view.ts';
import type { RunSummary } from '../../worker/protocol.ts';
import { Button } from '../controls/Button.tsx';
import { FileButton } from '../controls/FileButton.tsx';
import { useDropTaker } from '../dataset/dropTaker.ts';
import { JointTable } from '../duel/JointTable.tsx';
import { MapPanel } from '../duel/MapPanel.tsx';
import { mapPanels } from '../duel/mapPanels.ts';
import { Picture } from '../duel/Picture.tsx';
import { describeReadings, readings } from '../duel/reading.ts';
import { whole } from '../format.ts';
import { teacher } from '../label/library.ts';
import { usePlayground, useSession, useView } from '../playground.ts';
import { WaitingState } from '../states/WaitingState.tsx';
import { Finder } from './Finder.tsx';
import { type Media, type Source, sourceOfFile } from './media.ts';
import css from './Use.module.css';
import { useSeen } from './useSeen.ts';

const shownMaps = mapPanels.filter(({ id }) => id === 'generated' || id === 'redrawnGenerated' || id === 'comment');

/** Both networks on pictures of no set: the webcam, a picture, a video; training goes on beside it. */
export function UseView() {
  const run = useSession((state) => state.run);
  const skeleton = useSession((state) => state.dataset?.skeleton);
  return (
    <section className={css.panel} aria-label="Use the networks">
      {run && skeleton ? <Bench run={run} skeleton={skeleton} /> : <WaitingState />}
    </section>
  );
}

function Bench({ run, skeleton }: { readonly run: RunSummary; readonly skeleton: Skeleton }) {
  const { look, report } = usePlayground();
  const view = useView((state) => state);
  const [source, setSource] = useState<Source | null>(null);
  const [media, setMedia] = useState<Media | null>(null);
  const [square, setSquare] = useState<Square>({ x: 0, y: 0, side: 1 });
  const latest = useRef(square);
  const [isSearching, setSearching] = useState(false);
  const joints = skeleton.joints.length;
  const { seen, problem } = useSeen(media, latest, joints);

  const move = useCallback((next: Square) => {
    latest.current = next;
    setSquare(next);
  }, []);
  const begin = (next: Source) => {
    setMedia(null);
    setSource(next);
  };
  useEffect(() => () => (source?.kind === 'file' ? URL.revokeObjectURL(source.url) : undefined), [source]);
  const ready = (next: Media | null) => {
    if (next) move(wholeSquare(next.width, next.height));
    setMedia(next);
  };
  const search = async () => {
    if (!media) return;
    setSearching(true);
    try {
      const { joints: found } = await teacher.find(await createImageBitmap(media.element));
      const about = squareAbout(found, 1.4);
      if (about) move(squareWithin(about, media));
      else report({ code: 'not-found', severity: 'note', message: 'The teacher finds nobody here.', cure: 'Move the square by hand.' });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      report({ code: 'unexpected', severity: 'error', message, cure: 'Move the square by hand.' });
    } finally {
      setSearching(false);
    }
  };
  const show = async (file: File) => {
    const message = isVideo(file) ? null : await problemOfPicture(file);
    if (message === null) begin(sourceOfFile(file));
    else report({ code: 'bad-picture', severity: 'error', message, cure: 'Choose another one, or save it anew as JPEG or PNG.' });
  };
  useDropTaker('Drop a picture or a video to look at; a dataset and a run (.poseduel) are taken too', (files) => {
    const media = mediaOf(files);
    const first = media?.pictures[0] ?? media?.videos[0];
    if (first) void show(first);
    return first !== undefined;
  });
  const joint = jointIndex(view.joint, skeleton.joints);
  const size = presets[run.config.preset].input;
  const rows = useMemo(() => (seen ? readings(skeleton.joints, seen.probes, seen.preview, 0, size) : null), [seen, skeleton, size]);
  return (
    <div className={css.bench}>
      <div className={css.bar}>
        <Button small primary={source === null} onClick={() => begin({ kind: 'camera' })}>
          <Camera size={14} aria-hidden />
          Webcam
        </Button>
        <FileButton small label="Picture or video to look at" accept="image/*,video/*" onFiles={([file]) => file && void show(file)}>
          <ImagePlay size={14} aria-hidden />
          Picture or video…
        </FileButton>
        {media && (
          <>
            <Button small onClick={() => move(wholeSquare(media.width, media.height))}>
              <Maximize size={14} aria-hidden />
              Whole frame
            </Button>
            <Button small disabled={isSearching} onClick={() => void search()}>
              <ScanSearch size={14} aria-hidden />
              {isSearching ? 'The teacher looks…' : 'Find the person'}
            </Button>
          </>
        )}
        <span className={css.rate} role="status">
          {problem ??
            (seen ? `${seen.rate === null ? '' : `${seen.rate.toFixed(1)} a second, `}weights of step ${whole(seen.preview.step)}` : '')}
        </span>
      </div>
      {source === null ? (
        <div className={css.empty}>
          <h2 className={css.title}>Show the networks something new</h2>
          <p>
            The webcam, a picture or a video. They look with the weights of this moment, also while they train: watch a pose come out of
            nothing. No picture leaves your machine.
          </p>
        </div>
      ) : (
        <>
          <div className={css.top}>
            <Finder
              key={source.kind === 'camera' ? 'camera' : source.url}
              source={source}
              media={media}
              square={square}
              onMedia={ready}
              onSquare={move}
            />
            {seen && (
              <div>
                <Picture
                  probes={seen.probes}
                  preview={seen.preview}
                  probe={0}
                  skeleton={skeleton}
                  joint={-1}
                  label="The square, with the predicted pose"
                />
              </div>
            )}
            <div className={css.table}>
              <JointTable names={skeleton.joints} readings={rows} chosen={joint} onChoose={(next) => look({ joint: next })} />
            </div>
          </div>
          {seen && rows && (
            <div className={css.maps}>
              {shownMaps.map((spec) => (
                <MapPanel
                  key={spec.id}
                  spec={spec}
                  probes={seen.probes}
                  preview={seen.preview}
                  probe={0}
                  joints={joints}
                  joint={joint}
                  smooth={view.smooth}
                  reading={describeReadings(rows)}
                />
              ))}
            </div>
          )}
        </>
      )}
    </div>
  );
}
