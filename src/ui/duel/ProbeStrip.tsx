import { useEffect, useRef } from 'react';
import type { Probes } from '../../train/events.ts';
import css from './ProbeStrip.module.css';
import { probePictures } from './pictures.ts';

interface Props {
  readonly probes: Probes;
  readonly chosen: number;
  readonly onChoose: (probe: number) => void;
}

const splitWords = { train: 'training', validation: 'held out' } as const;

/** The pictures that are watched, training first marked with its word. */
export function ProbeStrip({ probes, chosen, onChoose }: Props) {
  return (
    <fieldset className={css.strip}>
      <legend className={css.legend}>Pictures</legend>
      {Array.from({ length: probes.count }, (_, probe) => (
        <button
          key={probes.ids[probe]}
          type="button"
          className={css.probe}
          aria-pressed={probe === chosen}
          aria-label={`Picture ${probe + 1}, ${splitWords[probes.splits[probe]!]}`}
          title={probes.ids[probe]}
          onClick={() => onChoose(probe)}
        >
          <Thumbnail probes={probes} probe={probe} />
          <span className={css.split}>{splitWords[probes.splits[probe]!]}</span>
        </button>
      ))}
    </fieldset>
  );
}

function Thumbnail({ probes, probe }: { readonly probes: Probes; readonly probe: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current!.getContext('2d')!;
    context.imageSmoothingQuality = 'high';
    context.drawImage(probePictures(probes, probe).plain, 0, 0, 80, 80);
  }, [probes, probe]);
  return <canvas ref={canvas} width={80} height={80} className={css.thumbnail} />;
}
