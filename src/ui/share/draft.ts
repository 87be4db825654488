import { type Config, defaultConfig } from '../../method/hyperparameters.ts';
import type { Layout } from '../../store/layout.ts';
import type { SessionState } from '../../store/session.ts';
import { type AddressView, writeAddress } from '../../store/url.ts';
import { initialView, type ViewState } from '../../store/view.ts';

export const builtinName = 'Rendered People';

/** A link in the making. */
export interface Draft {
  /** Settings that differ from the defaults, the seed aside. */
  readonly settings: boolean;
  readonly seed: boolean;
  readonly dataset: boolean;
  /** The joint and the picture that are looked at. */
  readonly focus: boolean;
  readonly view: string;
  /** '' for none. */
  readonly lesson: string;
  readonly layout: Layout;
}

/** The dataset that an address names: the open one if it is the user's own, else the one that a link asked for. */
export function addressSet({ dataset }: Pick<SessionState, 'dataset'>, { wanted }: Pick<ViewState, 'wanted'>): string {
  return dataset && dataset.name !== builtinName ? dataset.name : wanted;
}

/** The query of the link. */
export function linkQuery(draft: Draft, config: Config, looked: Pick<AddressView, 'joint' | 'probe' | 'wanted'>): string {
  const settings = draft.settings ? config : defaultConfig;
  const seed = draft.seed ? config.seed : defaultConfig.seed;
  const { joint, probe } = draft.focus ? looked : initialView;
  const { layout, view, lesson } = draft;
  return writeAddress({ ...settings, seed }, { view, lesson, layout, joint, probe, wanted: draft.dataset ? looked.wanted : '' });
}
