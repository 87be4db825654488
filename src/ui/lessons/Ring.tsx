import { useEffect, useState } from 'react';
import { coveredHeights } from './covering.ts';
import css from './Lessons.module.css';

interface Place {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Milliseconds between two looks at where the target is: panels grow while a run trains. */
const often = 100;

/** A frame around what the lesson speaks of; brings it into sight, and again when it, what covers the page or what stands above it grows. */
export function Ring({ selector }: { readonly selector: string }) {
  const [place, setPlace] = useState<Place | null>(null);
  useEffect(() => {
    let most: readonly number[] = [];
    const measure = () => {
      const target = document.querySelector(selector);
      const heights = coveredHeights();
      if (target) {
        const { top, height } = target.getBoundingClientRect();
        const now = [...heights, height, top + scrollY];
        // By a pixel and more: places are rounded.
        const hasGrown = now.some((value, i) => value > (most[i] ?? Number.NEGATIVE_INFINITY) + 1);
        most = now.map((value, i) => Math.max(value, most[i] ?? value));
        if (hasGrown) bringIntoSight(target);
      }
      const next = target ? placeOf(target) : null;
      setPlace((last) => (last && next && isSame(last, next) ? last : next));
    };
    measure();
    const timer = setInterval(measure, often);
    addEventListener('scroll', measure, { capture: true, passive: true });
    addEventListener('resize', measure);
    return () => {
      clearInterval(timer);
      removeEventListener('scroll', measure, { capture: true });
      removeEventListener('resize', measure);
    };
  }, [selector]);
  return place && <div className={css.ring} data-ring={selector} style={place} aria-hidden="true" />;
}

export function bringIntoSight(target: Element): void {
  const isTall = target.getBoundingClientRect().height > innerHeight / 2;
  target.scrollIntoView({ block: isTall ? 'start' : 'nearest', inline: 'nearest' });
}

function placeOf(target: Element): Place {
  const { left, top, width, height } = target.getBoundingClientRect();
  return { left, top, width, height };
}

function isSame(a: Place, b: Place): boolean {
  return a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;
}
