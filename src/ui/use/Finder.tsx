import { CameraOff } from 'lucide-react';
import { useRef, useState } from 'react';
import { squareWithin } from '../../label/cropPixels.ts';
import type { Square } from '../../label/teacher.ts';
import { Button } from '../controls/Button.tsx';
import { Choice } from '../label/Choice.tsx';
import { useCamera } from '../label/useCamera.ts';
import type { Media, Source } from './media.ts';
import css from './Use.module.css';

interface Props {
  readonly source: Source;
  readonly media: Media | null;
  readonly square: Square | null;
  readonly onMedia: (media: Media | null) => void;
  readonly onSquare: (square: Square) => void;
}

/** Which way a key moves the square. */
const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The whole frame, and on it the square that the networks are shown: drag it, zoom it with the wheel or the keys. */
export function Finder({ source, media, square, onMedia, onSquare }: Props) {
  const video = useRef<HTMLVideoElement>(null);
  const held = useRef<{ readonly x: number; readonly y: number; readonly from: Square } | null>(null);
  const [chosen, setChosen] = useState('');
  const [broken, setBroken] = useState(false);
  const isCamera = source.kind === 'camera';
  const camera = useCamera(video, chosen, isCamera);
  const name = isCamera ? 'the webcam' : source.name;
  const onVideo = (element: HTMLVideoElement) =>
    onMedia({ kind: 'video', name, width: element.videoWidth, height: element.videoHeight, element });
  const change = (next: Square) => media && onSquare(squareWithin(next, media));
  const grow = (factor: number) => {
    if (!square) return;
    const side = square.side * factor;
    change({ x: square.x - (side - square.side) / 2, y: square.y - (side - square.side) / 2, side });
  };
  const press = (key: string): boolean => {
    const way = ways[key];
    if (way && square) change({ ...square, x: square.x + (way[0] * square.side) / 20, y: square.y + (way[1] * square.side) / 20 });
    else if (key === '+' || key === '=') grow(1 / 1.15);
    else if (key === '-') grow(1.15);
    else return false;
    return true;
  };
  const problem = camera.problem ?? (broken ? `This browser cannot show ${name}. Save it as JPEG, PNG, MP4 or WebM.` : null);
  return (
    <div className={css.finder}>
      {problem ? (
        <div className={css.trouble} role="alert">
          <CameraOff size={20} aria-hidden />
          <p>{problem}</p>
          {isCamera && (
            <Button small onClick={camera.retry}>
              Try again
            </Button>
          )}
        </div>
      ) : (
        <div className={css.frame} style={media ? { aspectRatio: `${media.width} / ${media.height}` } : undefined}>
          {isCamera || source.isVideo ? (
            <video
              ref={video}
              className={css.media}
              src={isCamera ? undefined : source.url}
              autoPlay
              loop
              muted
              playsInline
              aria-label={name}
              onLoadedData={(event) => onVideo(event.currentTarget)}
              onError={() => setBroken(true)}
            />
          ) : (
            <img
              className={css.media}
              src={source.url}
              alt={name}
              onLoad={({ currentTarget: element }) =>
                onMedia({ kind: 'picture', name, width: element.naturalWidth, height: element.naturalHeight, element })
              }
              onError={() => setBroken(true)}
            />
          )}
          {media && square && (
            <svg
              className={css.overlay}
              viewBox={`0 0 ${media.width} ${media.height}`}
              role="application"
              aria-label="The square that the networks are shown. Arrow keys move it, plus and minus zoom."
              // biome-ignore lint/a11y/noNoninteractiveTabindex: keys move the square
              tabIndex={0}
              onKeyDown={(event) => press(event.key) && event.preventDefault()}
              onWheel={(event) => grow(1.0015 ** event.deltaY)}
              onPointerDown={(event) => {
                event.currentTarget.setPointerCapture(event.pointerId);
                held.current = { x: event.clientX, y: event.clientY, from: square };
              }}
              onPointerMove={({ clientX, clientY, currentTarget }) => {
                if (!held.current) return;
                const scale = currentTarget.getScreenCTM()?.a || 1;
                const { x, y, from } = held.current;
                change({ ...from, x: from.x + (clientX - x) / scale, y: from.y + (clientY - y) / scale });
              }}
              onPointerUp={() => {
                held.current = null;
              }}
            >
              <path
                className={css.shade}
                fillRule="evenodd"
                d={`M0 0H${media.width}V${media.height}H0ZM${square.x} ${square.y}h${square.side}v${square.side}h${-square.side}Z`}
              />
              <rect
                className={css.square}
                x={square.x}
                y={square.y}
                width={square.side}
                height={square.side}
                vectorEffect="non-scaling-stroke"
              />
            </svg>
          )}
        </div>
      )}
      {isCamera && camera.cameras.length > 1 && (
        <Choice
          title="Camera"
          value={chosen || camera.cameras[0]!.id}
          onChange={setChosen}
          options={camera.cameras.map(({ id, title }) => [id, title])}
        />
      )}
    </div>
  );
}
