// A question and its answers, one of them chosen.
import { Box, Text } from 'ink';
import type { ReactElement } from 'react';
import { Rows } from '../chrome/spans.tsx';
import type { Row, SizeCells } from '../pane.ts';

export function ChoiceView({
  lines,
  answers,
  chosen,
  size,
}: {
  readonly lines: readonly string[];
  readonly answers: readonly Row[];
  readonly chosen: number;
  readonly size: SizeCells;
}): ReactElement {
  return (
    <Box flexDirection="column" width={size.columns}>
      {lines.map((line) => (
        <Text key={line} wrap="truncate-end">
          {line === '' ? ' ' : line}
        </Text>
      ))}
      <Rows rows={answers.map((row, i) => ({ ...row, cursor: i === chosen }))} columns={size.columns} />
    </Box>
  );
}
