import { ChevronLeft, ChevronRight, Undo2, UserX } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Skeleton } from '../../pose/skeleton.ts';
import { Button, IconButton } from '../controls/Button.tsx';
import { jointWords } from '../format.ts';
import { usePlayground } from '../playground.ts';
import css from './Check.module.css';
import { Crop } from './Crop.tsx';
import type { CropLoader, CropPicture } from './cropLoader.ts';
import { type Overview, wordsOf } from './filters.ts';
import { Variations } from './Variations.tsx';

interface Props {
  readonly index: number;
  readonly overview: Overview;
  readonly skeleton: Skeleton;
  readonly loader: CropLoader;
  readonly onStep: (by: number) => void;
  readonly onChanged: () => void;
}

/** One person: what is labelled, how training varies the picture, and whether it takes part. */
export function PersonPanel({ index, overview, skeleton, loader, onStep, onChanged }: Props) {
  const { ask } = usePlayground();
  const [crop, setCrop] = useState<CropPicture | null>(() => loader.kept(index));
  useEffect(() => {
    setCrop(loader.kept(index));
    return loader.want(index, setCrop);
  }, [loader, index]);
  const isOut = overview.leftOut[index] === 1;
  const toggle = async () => {
    await ask('leaveOut', { indices: [index], out: !isOut });
    onChanged();
  };
  const named = (visibility: number) =>
    skeleton.joints.filter((_, j) => crop && crop.joints[3 * j + 2] === visibility).map((joint) => jointWords(joint));
  const words = wordsOf(overview, index);
  return (
    <section className={css.person} aria-label={`Person ${index + 1}`}>
      <div className={css.personHead}>
        <h2 className={css.personTitle}>Person {index + 1}</h2>
        <IconButton label="Previous person" onClick={() => onStep(-1)}>
          <ChevronLeft size={17} aria-hidden />
        </IconButton>
        <IconButton label="Next person" onClick={() => onStep(1)}>
          <ChevronRight size={17} aria-hidden />
        </IconButton>
      </div>
      <Crop crop={crop} skeleton={skeleton} width={0.7} label={`Person ${index + 1} with the labelled joints`} />
      <p className={css.id}>{crop?.id}, as sharp as the network sees it</p>
      <dl className={css.facts}>
        <div>
          <dt>Split</dt>
          <dd>{overview.held[index] === 1 ? 'held out' : 'training'}</dd>
        </div>
        <div>
          <dt>Box</dt>
          <dd>{Math.round(overview.boxSides[index]!)} px</dd>
        </div>
      </dl>
      {words.length > 0 && <p className={css.words}>{words.join(' · ')}</p>}
      <JointNames title="Not labelled" names={named(0)} />
      <JointNames title="Occluded" names={named(1)} />
      <Button small onClick={() => void toggle()}>
        {isOut ? <Undo2 size={13} aria-hidden /> : <UserX size={13} aria-hidden />}
        {isOut ? 'Take back in' : 'Leave out'}
      </Button>
      <Variations index={index} skeleton={skeleton} />
    </section>
  );
}

function JointNames({ title, names }: { readonly title: string; readonly names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <p className={css.names}>
      {title}: {names.join(', ')}
    </p>
  );
}
