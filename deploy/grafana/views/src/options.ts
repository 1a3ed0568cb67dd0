import type { FieldConfigPropertyItem } from '@grafana/data';

/** An option that is taken as it is written; nothing is edited here. */
export function asWritten(id: string, defaultValue?: unknown): FieldConfigPropertyItem {
  const option = {
    id,
    path: id,
    name: id,
    defaultValue,
    editor: () => null,
    override: () => null,
    process: (value: unknown) => value,
    shouldApply: () => true,
    getItemsCount: () => 0,
    settings: {},
  };
  return option as unknown as FieldConfigPropertyItem;
}
