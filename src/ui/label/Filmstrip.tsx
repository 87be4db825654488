import { useVirtualizer } from '@tanstack/react-virtual';
import { Check, Circle, CircleDashed, WandSparkles } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { type LabelPicture, type Progress, progressOf } from '../../label/labelSet.ts';
import css from './Filmstrip.module.css';
import { usePictureAddress } from './library.ts';

const width = 78;

const marks: Record<Progress, { readonly icon: typeof Check; readonly title: string }> = {
  none: { icon: Circle, title: 'not labelled' },
  proposed: { icon: WandSparkles, title: 'proposed by the teacher' },
  partial: { icon: CircleDashed, title: 'partly labelled' },
  done: { icon: Check, title: 'done' },
};

interface Props {
  readonly pictures: readonly LabelPicture[];
  readonly chosen: number;
  readonly onChoose: (picture: number) => void;
}

/** All pictures in a row; only those in sight are there. */
export function Filmstrip({ pictures, chosen, onChoose }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const strip = useVirtualizer({
    count: pictures.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => width,
    horizontal: true,
    overscan: 4,
  });
  useEffect(() => strip.scrollToIndex(chosen, { align: 'auto' }), [strip, chosen]);
  return (
    <nav ref={scroller} className={css.strip} aria-label="Pictures of the set">
      <div className={css.film} style={{ width: strip.getTotalSize() }}>
        {strip.getVirtualItems().map(({ index, start }) => (
          <Frame
            key={pictures[index]!.id}
            picture={pictures[index]!}
            number={index + 1}
            start={start}
            isChosen={index === chosen}
            onChoose={() => onChoose(index)}
          />
        ))}
      </div>
    </nav>
  );
}

interface FrameProps {
  readonly picture: LabelPicture;
  readonly number: number;
  readonly start: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Frame({ picture, number, start, isChosen, onChoose }: FrameProps) {
  const address = usePictureAddress(picture.id);
  const { icon: Icon, title } = marks[progressOf(picture)];
  return (
    <button
      type="button"
      className={css.frame}
      style={{ left: start }}
      aria-pressed={isChosen}
      aria-label={`Picture ${number}, ${title}`}
      title={`${picture.name}: ${title}`}
      onClick={onChoose}
    >
      {address && <img src={address} alt="" decoding="async" />}
      <span className={css.mark}>
        <Icon size={11} aria-hidden />
      </span>
    </button>
  );
}
