import { RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Skeleton } from '../../pose/skeleton.ts';
import { IconButton } from '../controls/Button.tsx';
import { Heading } from '../controls/Heading.tsx';
import { fixed } from '../format.ts';
import { usePlayground, useSetting } from '../playground.ts';
import css from './Check.module.css';
import { Crop } from './Crop.tsx';

type Varied = Parameters<typeof Crop>[0]['crop'];

const count = 6;
const side = 96;

/** How training varies a picture, with the settings as they stand now. */
export function Variations({ index, skeleton }: { readonly index: number; readonly skeleton: Skeleton }) {
  const { ask } = usePlayground();
  const augmentScale = useSetting('augmentScale');
  const augmentRotation = useSetting('augmentRotation');
  const augmentFlip = useSetting('augmentFlip');
  const augmentColour = useSetting('augmentColour');
  const [seed, setSeed] = useState(1);
  const [varied, setVaried] = useState<readonly Varied[]>([]);
  useEffect(() => {
    let isWanted = true;
    const augmentation = { augmentScale, augmentRotation, augmentFlip, augmentColour, seed };
    ask('crops', { indices: Array<number>(count).fill(index), side, augmentation }).then(
      ({ pixels, joints, ids }) => {
        if (!isWanted) return;
        const each = joints.length / ids.length;
        const picture = (n: number) => new ImageData(pixels.subarray(n * side * side * 4, (n + 1) * side * side * 4), side, side);
        setVaried(ids.map((_, n) => ({ picture: picture(n), joints: joints.subarray(n * each, (n + 1) * each) })));
      },
      // Without a run there is nothing to vary.
      () => isWanted && setVaried([]),
    );
    return () => {
      isWanted = false;
    };
  }, [ask, index, seed, augmentScale, augmentRotation, augmentFlip, augmentColour]);
  return (
    <div className={css.variations}>
      <Heading level={3} title="As training varies it">
        <IconButton label="Other variations" onClick={() => setSeed(seed + 1)}>
          <RefreshCw size={14} aria-hidden />
        </IconButton>
      </Heading>
      <ul className={css.variationList}>
        {varied.map((crop, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: variations have no names
          <li key={n}>
            <Crop crop={crop} skeleton={skeleton} label={`Variation ${n + 1}`} />
          </li>
        ))}
      </ul>
      <p className={css.names}>
        Size × {fixed(2 ** (-2 * augmentScale), 2)} to {fixed(2 ** (2 * augmentScale), 2)}; four in ten turned by up to{' '}
        {fixed(2 * augmentRotation, 0)}°; {augmentFlip ? 'half of them mirrored' : 'none mirrored'}; colours × {fixed(1 - augmentColour, 2)}{' '}
        to {fixed(1 + augmentColour, 2)}. Change it under Settings, Augmentation.
      </p>
    </div>
  );
}
