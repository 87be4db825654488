import { useDeferredValue, useMemo } from 'react';
import { presets } from '../../network/presets.ts';
import { jointIndex } from '../../store/view.ts';
import type { RunSummary } from '../../worker/protocol.ts';
import { Panel } from '../controls/Panel.tsx';
import { usePlayground, useSession, useView } from '../playground.ts';
import { EmptyState } from '../states/EmptyState.tsx';
import { FailedState } from '../states/FailedState.tsx';
import { ReadyHint } from '../states/ReadyHint.tsx';
import { WaitingState } from '../states/WaitingState.tsx';
import css from './Duel.module.css';
import { JointTable } from './JointTable.tsx';
import { MapPanel } from './MapPanel.tsx';
import { mapPanels } from './mapPanels.ts';
import { Picture } from './Picture.tsx';
import { ProbeStrip } from './ProbeStrip.tsx';
import { describeReading, describeReadings, readings } from './reading.ts';
import { ViewSwitches } from './ViewSwitches.tsx';

/** The centre of the page: what both networks make of one picture; before there is a run, the way to one. */
export function DuelPanel() {
  const run = useSession((state) => state.run);
  const phase = useSession((state) => state.phase);
  const awake = useSession((state) => state.awake);
  return (
    <Panel label="What both networks see" className={css.panel}>
      {phase === 'failed' && <FailedState />}
      {run ? <Duel run={run} /> : phase === 'failed' ? null : phase === 'empty' && awake ? <EmptyState /> : <WaitingState />}
    </Panel>
  );
}

function Duel({ run }: { readonly run: RunSummary }) {
  const { look } = usePlayground();
  // Deferred, so that a new preview is rendered in slices.
  const preview = useDeferredValue(useSession((state) => state.preview));
  const skeleton = useSession((state) => state.dataset?.skeleton);
  const view = useView((state) => state);
  const ready = useSession((state) => state.phase === 'ready');
  const probes = run.probes;
  const probe = Math.min(view.probe, Math.max(0, probes.count - 1));
  const input = presets[run.config.preset].input;
  const rows = useMemo(
    () => (preview && skeleton ? readings(skeleton.joints, probes, preview, probe, input) : null),
    [preview, skeleton, probes, probe, input],
  );
  if (!skeleton || probes.count === 0) return <WaitingState />;
  const joint = jointIndex(view.joint, skeleton.joints);
  const chosen = joint < 0 ? null : rows?.[joint];
  const reading = rows === null ? 'no prediction yet' : chosen ? describeReading(chosen) : describeReadings(rows);
  const title = `Picture ${probe + 1} of ${probes.count}, ${probes.splits[probe] === 'train' ? 'training' : 'held out'}`;
  return (
    <>
      <div className={css.top}>
        <ProbeStrip probes={probes} chosen={probe} onChoose={(next) => look({ probe: next })} />
        <ViewSwitches size={preview?.heatmap ?? presets[run.config.preset].heatmap} />
      </div>
      <div className={css.hero}>
        <div className={css.stage}>
          <Picture
            probes={probes}
            preview={preview}
            probe={probe}
            skeleton={skeleton}
            joint={joint}
            label={`${title}, with the true and the predicted pose: ${reading}`}
          />
          {ready && <ReadyHint />}
        </div>
        <div className={css.table}>
          <JointTable names={skeleton.joints} readings={rows} chosen={joint} onChoose={(next) => look({ joint: next })} />
        </div>
      </div>
      <div className={css.maps} data-lesson="maps">
        {mapPanels
          .filter((spec) => spec.id !== 'truth' || view.truth)
          .map((spec) => (
            <MapPanel
              key={spec.id}
              spec={spec}
              probes={probes}
              preview={preview}
              probe={probe}
              joints={skeleton.joints.length}
              joint={joint}
              smooth={view.smooth}
              reading={reading}
            />
          ))}
      </div>
    </>
  );
}
