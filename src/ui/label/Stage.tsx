import { useEffect, useRef, useState } from 'react';
import type { LabelPerson, LabelPicture } from '../../label/labelSet.ts';
import type { Skeleton } from '../../pose/skeleton.ts';
import { jointWords } from '../format.ts';
import { Figure } from './Figure.tsx';
import { usePictureAddress } from './library.ts';
import { type Look, lookWithin, zoomedAt } from './look.ts';
import css from './Stage.module.css';

interface Props {
  readonly picture: LabelPicture;
  readonly skeleton: Skeleton;
  readonly person: number;
  readonly joint: number;
  readonly look: Look;
  readonly onLook: (look: Look) => void;
  readonly onChoose: (person: number, joint: number) => void;
  /** A point of the picture that was clicked where no joint is. */
  readonly onPlace: (x: number, y: number) => void;
  /** One gesture has one name. */
  readonly onDrag: (person: number, joint: number, x: number, y: number, gesture: string) => void;
}

type Grip =
  | {
      readonly kind: 'joint';
      readonly person: number;
      readonly joint: number;
      readonly dx: number;
      readonly dy: number;
      readonly name: string;
    }
  | { readonly kind: 'ground'; readonly clientX: number; readonly clientY: number; readonly from: Look; moved: boolean };

/** How near to a joint is on it, in pixels of the screen. */
const reach: Readonly<Record<string, number>> = { mouse: 14, pen: 18, touch: 26 };

/** The picture with its people: joints are dragged; a click elsewhere places the chosen one; the wheel zooms. */
export function Stage({ picture, skeleton, person, joint, look, onLook, onChoose, onPlace, onDrag }: Props) {
  const svg = useRef<SVGSVGElement>(null);
  const grip = useRef<Grip | null>(null);
  const gestures = useRef(0);
  const [pixels, setPixels] = useState({ width: 1, height: 1 });
  const address = usePictureAddress(picture.id);
  const [width, height] = [picture.width / look.zoom, picture.height / look.zoom];
  // The picture is fitted into the element.
  const unit = Math.max(width / pixels.width, height / pixels.height);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => entry && setPixels(entry.contentRect));
    observer.observe(svg.current!);
    return () => observer.disconnect();
  }, []);
  useEffect(() => {
    const element = svg.current!;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      onLook(lookWithin(zoomedAt(look, pointAt(element, event), 1.0015 ** -event.deltaY), picture));
    };
    // React's own listener is passive: the page would scroll too.
    element.addEventListener('wheel', wheel, { passive: false });
    return () => element.removeEventListener('wheel', wheel);
  }, [look, onLook, picture]);

  const down = (event: React.PointerEvent<SVGSVGElement>) => {
    if (event.button !== 0) return;
    const at = pointAt(event.currentTarget, event);
    event.currentTarget.setPointerCapture(event.pointerId);
    const near = nearest(picture.people, at, unit * (reach[event.pointerType] ?? 14), person);
    if (!near) {
      grip.current = { kind: 'ground', clientX: event.clientX, clientY: event.clientY, from: look, moved: false };
      return;
    }
    const held = picture.people[near.person]!.joints[near.joint]!;
    grip.current = { kind: 'joint', ...near, dx: held.x - at.x, dy: held.y - at.y, name: `drag ${picture.id} ${gestures.current++}` };
    onChoose(near.person, near.joint);
  };
  const move = (event: React.PointerEvent<SVGSVGElement>) => {
    const held = grip.current;
    if (held?.kind === 'joint') {
      const at = pointAt(event.currentTarget, event);
      onDrag(held.person, held.joint, at.x + held.dx, at.y + held.dy, held.name);
    } else if (held) {
      const [dx, dy] = [event.clientX - held.clientX, event.clientY - held.clientY];
      if (!held.moved && Math.hypot(dx, dy) < 5) return;
      held.moved = true;
      onLook(lookWithin({ ...held.from, x: held.from.x - dx * unit, y: held.from.y - dy * unit }, picture));
    }
  };
  const up = (event: React.PointerEvent<SVGSVGElement>) => {
    const held = grip.current;
    grip.current = null;
    if (held?.kind !== 'ground' || held.moved) return;
    const at = pointAt(event.currentTarget, event);
    if (at.x >= 0 && at.y >= 0 && at.x <= picture.width && at.y <= picture.height) onPlace(at.x, at.y);
  };
  return (
    <svg
      ref={svg}
      className={css.stage}
      viewBox={`${look.x} ${look.y} ${width} ${height}`}
      role="img"
      aria-label={inWords(picture, skeleton, person, joint)}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={up}
      onPointerCancel={() => {
        grip.current = null;
      }}
    >
      {address && <image href={address} width={picture.width} height={picture.height} preserveAspectRatio="none" />}
      {picture.people.map((each, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: people have no other name than their place
        <Figure key={i} person={each} skeleton={skeleton} unit={unit} isChosen={i === person} joint={i === person ? joint : -1} />
      ))}
    </svg>
  );
}

/** Where an event is, in pixels of the picture. */
function pointAt(svg: SVGSVGElement, { clientX, clientY }: { readonly clientX: number; readonly clientY: number }): DOMPoint {
  return new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM()?.inverse());
}

/** The nearest labelled joint within `within`, of the chosen person before the others. */
function nearest(people: readonly LabelPerson[], at: DOMPoint, within: number, chosen: number) {
  const near = people.flatMap(({ joints }, person) =>
    joints.flatMap(({ x, y, visibility }, joint) => {
      const far = Math.hypot(x - at.x, y - at.y);
      return visibility > 0 && far <= within ? [{ person, joint, far: person === chosen ? far : far + within }] : [];
    }),
  );
  return near.sort((a, b) => a.far - b.far)[0] ?? null;
}

function inWords(picture: LabelPicture, skeleton: Skeleton, person: number, joint: number): string {
  const joints = picture.people[person]?.joints;
  const labelled = joints?.filter(({ visibility }) => visibility > 0).length ?? 0;
  const at = joints?.[joint];
  const where = at && at.visibility > 0 ? `at ${Math.round(at.x)}, ${Math.round(at.y)}` : 'without a label';
  return `${picture.name}: ${labelled} of ${skeleton.joints.length} joints labelled; ${jointWords(skeleton.joints[joint]!)} ${where}`;
}
