import { type Config, defaultConfig, hyperparameters, type SettingName, settingNames, settingProblem } from '../method/hyperparameters.ts';
import type { Skeleton } from '../pose/skeleton.ts';
import { Refused, type TrainerClient, type TrainerListener } from '../worker/client.ts';
import type { DataSource, EngineChoice, FileSource, Problem } from '../worker/protocol.ts';
import type { Answer } from '../worker/questions/registry.ts';
import { controlState, isLimited, openLayout } from './layout.ts';
import { createMetricLog, type MetricLog } from './metricLog.ts';
import { recordOf } from './record.ts';
import { createRedraws, type Redraws, type Settled } from './redraw.ts';
import { createRevival } from './revival.ts';
import { createRuns, type Runs } from './runs.ts';
import { canTrain, createSession, reduceSession, type SessionStore, withoutNotice, withProblem } from './session.ts';
import { createSettings, liveOf, restartConfig, type SettingsStore } from './settings.ts';
import { createTwin, type Twin } from './twin.ts';
import type { Address } from './url.ts';
import { createView, type ViewState, type ViewStore } from './view.ts';

/** A file that the worker made for the user. */
export type MadeFile = Answer<'takeAway'>;

/** The page's whole state, and everything that can be done to it. */
export interface Playground {
  readonly session: SessionStore;
  readonly settings: SettingsStore;
  readonly view: ViewStore;
  /** The open run's. */
  readonly log: MetricLog;
  readonly runs: Runs;
  readonly twin: Twin;
  /** Numbers that change every step. */
  readonly numbers: Redraws;
  /** Charts: one of them a tick. */
  readonly charts: Redraws;

  /** Reads files and shows what was found; the built-in set is opened at once, and so is a run in a file of its own. */
  open(source: DataSource): void;
  /** Opens what was found, with the skeleton as the user put it right. */
  acceptFound(skeleton?: Skeleton): void;
  dropFound(): void;
  toggleTraining(): void;
  stepOnce(): void;
  /** Starts anew with the run's settings; asks first when much would be lost. */
  restart(): void;
  restartNow(): void;
  /** Ends the worker, however busy it is, and goes on with another from where the run was kept last. */
  revive(): void;
  /** Starts anew with the edited settings. */
  apply(): void;
  /** Starts a run with these settings, which the form then shows, and trains it. */
  begin(config: Config): void;
  /** Changes a setting; a value that is out of its range changes nothing, nor does one of a setting that the link locks. */
  set(name: SettingName, value: number | string | boolean): void;
  /** Those that the page's link neither locks nor hides. */
  resetSettings(): void;
  /** Gives back what the page's link locks and hides. */
  showEverything(): void;
  chooseEngine(engine: EngineChoice): void;
  evaluate(): void;
  cancel(): void;
  /** Makes a file of the run for the user; resolves when it is made, or why not has been told. */
  takeAway(to: string): Promise<void>;
  exportWeights(): void;
  /** Begins a new run from the weights of a file; false when they do not fit, which has been told. */
  bringIn(file: File): Promise<boolean>;
  /** Goes on with a run that is kept in the browser, on the people who are open, the built-in ones, or those of one of `sources`. */
  goOn(key: string, sources?: readonly FileSource[]): void;
  /** Throws a kept run away. */
  discard(key: string): void;
  /** Keeps the open run where it stands: the page may be about to go. */
  keepNow(): void;
  /** Pauses, and resolves when the run is kept where it stands; also where it cannot be, which has been told. */
  keepWhole(): Promise<void>;
  setKeepBudget(bytes: number): void;
  setPicturesBudget(bytes: number): void;
  clearPictures(): void;
  /** Asks the worker; see `worker/questions`. */
  readonly ask: TrainerClient['ask'];
  look(view: Partial<ViewState>): void;
  report(problem: Problem): void;
  dismiss(notice: number): void;
}

/** Half a minute of training is asked about before its weights, too large for the memory of moments, are thrown away. */
const worthAsking = 30_000;

const datasetIsLocked: Problem = {
  code: 'bad-config',
  severity: 'note',
  message: 'The link of this page keeps the dataset as it is: nothing was opened.',
  cure: '“Show everything” at the top of the page lifts that.',
};

/**
 * @param connect starts the worker with the listener it is given
 * @param settled see `createRedraws`
 */
export function createPlayground(
  address: Address,
  connect: (listener: TrainerListener) => TrainerClient,
  onFile: (file: MadeFile) => void,
  settled: Settled,
): Playground {
  const session = createSession();
  const settings = createSettings(address.config);
  const view = createView(address.view);
  const log = createMetricLog();
  const numbers = createRedraws(100, settled);
  const charts = createRedraws(150, settled);
  log.subscribe(() => {
    numbers.invalidate();
    charts.invalidate();
  });

  const report = (problem: Problem) => session.setState((state) => withProblem(state, problem), true);
  const runs = createRuns({ session, settings, log, client: () => client, report });
  const revival = createRevival({ session, settings, runs, client: () => client, report });
  const client: TrainerClient = connect({
    ...revival,
    event(event) {
      revival.heard(event);
      if (event.kind === 'steps') return log.append(event.steps);
      if (event.kind === 'dataset' || event.kind === 'run') runs.save();
      session.setState((state) => reduceSession(state, event), true);
      if (event.kind === 'back') log.rewind(event.step);
      if (event.kind === 'run') runs.enter(event.run);
      if (event.kind === 'history') runs.prune(event.history);
    },
  });
  for (const problem of address.problems) report(problem);

  const isFree = (name: SettingName) => controlState(view.getState().layout, name) === 'shown';
  const configure = (config: Config) => client.send({ kind: 'configure', config });
  const tune = () => {
    if (!session.getState().run) return;
    const live = liveOf(settings.getState());
    client.send({ kind: 'tune', live });
    runs.tuned(live);
  };
  const openNow = (source: DataSource) => client.send({ kind: 'open', source, config: settings.getState() });
  const closeFound = () => {
    session.setState({ found: null });
    view.setState({ dialog: 'none' });
  };
  /** Where what was found came from. */
  let asked: FileSource | null = null;
  const understand = async (source: FileSource) => {
    try {
      session.setState({ found: await client.ask('understand', source) });
      asked = source;
      view.setState({ dialog: 'found' });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      report(error.problem);
    }
  };
  /** An answer; null when there is none, which is told. */
  const answered = async <Value>(asked: Promise<Value>): Promise<Value | null> => {
    try {
      return await asked;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      report(error.problem);
      return null;
    }
  };
  const takeAway = async (to: string) => {
    const record = recordOf(log, session.getState().evaluations);
    const file = await answered(client.ask('takeAway', { to, record, now: Date.now() }));
    if (file) onFile(file);
  };
  const restartNow = () => {
    const run = session.getState().run;
    if (revival.hasGivenUp()) revival.revive();
    else if (run) configure(restartConfig(settings.getState(), run.config));
  };

  return {
    session,
    settings,
    view,
    log,
    runs,
    twin: createTwin(client.ask, report, () => {
      if (session.getState().phase === 'running') client.send({ kind: 'pause' });
    }),
    numbers,
    charts,
    open(source) {
      if (source.kind !== 'files') return openNow(source);
      const { layout, wanted } = view.getState();
      const isWanted = wanted !== '' && wanted !== session.getState().dataset?.name;
      if (controlState(layout, 'dataset') !== 'shown' && !isWanted) return report(datasetIsLocked);
      const file = source.files.length === 1 ? source.files[0]?.file : undefined;
      if (file?.name.toLowerCase().endsWith('.poseduel')) client.send({ kind: 'open-run', file });
      else void understand(source);
    },
    goOn: (key, sources = []) => client.send({ kind: 'go-on', key, sources }),
    discard: (key) => client.send({ kind: 'discard', key }),
    keepNow: () => client.send({ kind: 'keep' }),
    async keepWhole() {
      client.send({ kind: 'pause' });
      await answered(client.ask('kept', null));
    },
    setKeepBudget: (bytes) => client.send({ kind: 'keep-budget', bytes }),
    setPicturesBudget: (bytes) => client.send({ kind: 'pictures-budget', bytes }),
    clearPictures: () => client.send({ kind: 'clear-pictures' }),
    acceptFound(skeleton) {
      const { found } = session.getState();
      if (found) openNow({ kind: 'understood', token: found.token, ...(skeleton ? { skeleton } : {}) });
      if (asked) revival.opened({ ...asked, skeleton });
      closeFound();
    },
    dropFound() {
      const { found } = session.getState();
      if (found) void client.ask('forget', { token: found.token });
      closeFound();
    },
    toggleTraining() {
      const state = session.getState();
      if (canTrain(state)) client.send({ kind: state.phase === 'running' ? 'pause' : 'play' });
    },
    stepOnce() {
      const state = session.getState();
      if (!canTrain(state)) return;
      if (state.phase === 'running') client.send({ kind: 'pause' });
      client.send({ kind: 'step-once' });
    },
    restart() {
      const { run, history } = session.getState();
      const isKept = history?.runs.some(({ id, steps }) => id === run?.id && steps.length > 0);
      if (log.elapsed() > worthAsking && !isKept) view.setState({ dialog: 'restart' });
      else restartNow();
    },
    restartNow,
    revive: revival.revive,
    apply: () => configure(settings.getState()),
    begin(config) {
      settings.setState(config, true);
      configure(config);
      client.send({ kind: 'play' });
    },
    set(name, value) {
      if (settingProblem(name, value) !== null || !isFree(name)) return;
      settings.setState({ ...settings.getState(), [name]: value }, true);
      if (hyperparameters[name].live) tune();
    },
    resetSettings() {
      const free = Object.fromEntries(settingNames.filter(isFree).map((name) => [name, defaultConfig[name]]));
      settings.setState({ ...settings.getState(), ...free }, true);
      tune();
    },
    showEverything() {
      const { layout } = view.getState();
      if (isLimited(layout)) view.setState({ layout: { ...openLayout, title: layout.title, task: layout.task } });
    },
    chooseEngine: (engine) => client.send({ kind: 'choose-engine', engine }),
    evaluate() {
      if (canTrain(session.getState())) client.send({ kind: 'evaluate' });
    },
    cancel: () => client.send({ kind: 'cancel' }),
    takeAway,
    exportWeights: () => void takeAway('safetensors'),
    async bringIn(file) {
      client.send({ kind: 'pause' });
      return (await answered(client.ask('bringIn', { file }))) !== null;
    },
    ask: client.ask,
    look: (part) => view.setState(part),
    report,
    dismiss: (notice) => session.setState((state) => withoutNotice(state, notice), true),
  };
}
