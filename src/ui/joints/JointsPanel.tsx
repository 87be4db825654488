import { useDeferredValue, useMemo } from 'react';
import { presets } from '../../network/presets.ts';
import type { Skeleton } from '../../pose/skeleton.ts';
import { jointIndex } from '../../store/view.ts';
import type { Preview } from '../../train/events.ts';
import type { RunSummary } from '../../worker/protocol.ts';
import { Panel } from '../controls/Panel.tsx';
import { ProbeStrip } from '../duel/ProbeStrip.tsx';
import { readings } from '../duel/reading.ts';
import { usePlayground, useSession, useView } from '../playground.ts';
import { WaitingState } from '../states/WaitingState.tsx';
import { FeedbackTable } from './FeedbackTable.tsx';
import { HonestyPanel } from './HonestyPanel.tsx';
import { JointCourses } from './JointCourses.tsx';
import css from './Joints.module.css';
import { RhoChart } from './RhoChart.tsx';

/** What D says of each joint, whether it is right, and how each joint fared over the run. */
export function JointsPanel() {
  const run = useSession((state) => state.run);
  const preview = useDeferredValue(useSession((state) => state.preview));
  const skeleton = useSession((state) => state.dataset?.skeleton);
  return (
    <Panel label="Joint by joint" className={css.panel}>
      {run && preview && skeleton && run.probes.count > 0 ? <Joints run={run} preview={preview} skeleton={skeleton} /> : <WaitingState />}
    </Panel>
  );
}

function Joints({ run, preview, skeleton }: { readonly run: RunSummary; readonly preview: Preview; readonly skeleton: Skeleton }) {
  const { look } = usePlayground();
  const view = useView((state) => state);
  const probe = Math.min(view.probe, run.probes.count - 1);
  const joint = jointIndex(view.joint, skeleton.joints);
  const { input } = presets[run.config.preset];
  const rows = useMemo(() => readings(skeleton.joints, run.probes, preview, probe, input), [skeleton, run, preview, probe, input]);
  const choose = (j: number) => look({ joint: j < 0 || j === joint ? 'all' : skeleton.joints[j]! });
  return (
    <>
      <ProbeStrip probes={run.probes} chosen={probe} onChoose={(next) => look({ probe: next })} />
      <div className={css.body}>
        <FeedbackTable preview={preview} probe={probe} readings={rows} chosen={joint} onChoose={choose} />
        <div className={css.side}>
          <HonestyPanel key={JSON.stringify(run.config)} skeleton={skeleton} joint={joint} />
          <RhoChart />
          <JointCourses skeleton={skeleton} chosen={joint} onChoose={choose} />
        </div>
      </div>
    </>
  );
}
