import { EquationsPanel } from '../equations/EquationsPanel.tsx';
import { DuelPanel } from './DuelPanel.tsx';

/** What both networks make of one picture, and the equations of the last step. */
export function DuelView() {
  return (
    <>
      <DuelPanel />
      <EquationsPanel />
    </>
  );
}
