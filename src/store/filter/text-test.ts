// Compares texts with what a filter asks for.
import type { NumberTest, TextTest } from './expression.ts';

export function passesText(test: TextTest, text: string): boolean {
  if (test.kind === 'equals') return text === test.text;
  if (test.kind === 'contains') return text.includes(test.text);
  return test.pattern.test(text);
}

/** NaN passes nothing. */
export function passesNumber({ op, value }: NumberTest, number: number): boolean {
  switch (op) {
    case '<':
      return number < value;
    case '<=':
      return number <= value;
    case '>':
      return number > value;
    case '>=':
      return number >= value;
    case '=':
      return number === value;
  }
}
