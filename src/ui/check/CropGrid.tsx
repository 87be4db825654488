import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { Skeleton } from '../../pose/skeleton.ts';
import css from './Check.module.css';
import { Crop } from './Crop.tsx';
import type { CropLoader, CropPicture } from './cropLoader.ts';
import { type Overview, wordsOf } from './filters.ts';

interface Props {
  readonly indices: readonly number[];
  readonly overview: Overview;
  readonly skeleton: Skeleton;
  readonly loader: CropLoader;
  readonly selected: number;
  readonly onSelect: (index: number) => void;
}

/** The least width of a tile, and the gap between two, in CSS pixels. */
const least = 108;
const gap = 6;

/** People as tiles; only those in sight are there. Arrow keys go from one to the next. */
export function CropGrid({ indices, overview, skeleton, loader, selected, onSelect }: Props) {
  const area = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width ?? 0));
    observer.observe(area.current!);
    return () => observer.disconnect();
  }, []);
  const columns = Math.max(1, Math.floor((width + gap) / (least + gap)));
  const tile = (width - gap * (columns - 1)) / columns;
  const rows = useVirtualizer({
    count: Math.ceil(indices.length / columns),
    getScrollElement: () => area.current,
    estimateSize: () => tile + gap,
    overscan: 2,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows are as high as tiles are wide
  useEffect(() => rows.measure(), [tile]);

  const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const place = Math.max(0, Math.min(indices.length - 1, indices.indexOf(selected) + by));
    onSelect(indices[place]!);
    rows.scrollToIndex(Math.floor(place / columns));
    area.current?.focus();
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area has to be reached by keyboard
    <section ref={area} className={css.grid} aria-label="People" tabIndex={0} onKeyDown={onKeyDown}>
      <ul className={css.rows} style={{ height: rows.getTotalSize() }}>
        {width > 0 &&
          rows.getVirtualItems().flatMap((row) =>
            indices.slice(row.index * columns, (row.index + 1) * columns).map((index, column) => (
              <li
                key={index}
                className={css.cell}
                style={{ width: tile, height: tile, transform: `translate(${column * (tile + gap)}px, ${row.start}px)` }}
              >
                <Tile {...{ index, overview, skeleton, loader, onSelect }} isSelected={index === selected} />
              </li>
            )),
          )}
      </ul>
    </section>
  );
}

interface TileProps extends Omit<Props, 'indices' | 'selected'> {
  readonly index: number;
  readonly isSelected: boolean;
}

function Tile({ index, overview, skeleton, loader, isSelected, onSelect }: TileProps) {
  const [crop, setCrop] = useState<CropPicture | null>(() => loader.kept(index));
  useEffect(() => {
    const there = loader.kept(index);
    setCrop(there);
    return there ? undefined : loader.want(index, setCrop);
  }, [loader, index]);
  const words = wordsOf(overview, index);
  return (
    <button
      type="button"
      tabIndex={-1}
      className={css.tile}
      aria-pressed={isSelected}
      aria-label={[`Person ${index + 1}`, ...words].join(', ')}
      data-out={overview.leftOut[index] === 1}
      onClick={() => onSelect(index)}
    >
      <Crop crop={crop} skeleton={skeleton} />
      {overview.leftOut[index] === 1 && <span className={css.outMark}>left out</span>}
    </button>
  );
}
