// What a walk on the screen works with: the cards, and what reaches outside. It is a lot, so it is loaded when the first walk begins.
import type { WalkedCard } from '../knowledge/card-steps.ts';
import type { CardShelf } from './card-shelf.ts';
import type { FixTools } from './fix-tools.ts';
import type { StepResult } from './step-result.ts';
import type { StepWatch } from './tools.ts';
import type { Walk } from './walk.ts';

export interface WalkParts {
  readonly shelf: CardShelf;
  readonly fixes: FixTools;
  /** Takes the step that the walk stands at; null: that needs the person. */
  takeStep(card: WalkedCard, walk: Walk, watch: StepWatch): Promise<StepResult | null>;
}
