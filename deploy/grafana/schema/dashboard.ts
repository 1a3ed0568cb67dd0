// What a dashboard of ours may say, by Grafana's own types. They are made for TypeScript, where levels are enums: in
// JSON a level is its text or its number.
import type * as grafana from '@grafana/schema';
import type { Options as BarGaugeOptions } from '@grafana/schema/dist/esm/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen';
import type { Options as StatOptions } from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';
import type {
  FieldConfig as TableField,
  Options as TableOptions,
} from '@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen';
import type {
  FieldConfig as TimeSeriesField,
  Options as TimeSeriesOptions,
} from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';

type Json<T> = T extends string
  ? `${T}`
  : T extends number
    ? number extends T
      ? T
      : `${T}` extends `${infer N extends number}`
        ? N
        : never
    : T extends Array<infer Each>
      ? Array<Json<Each>>
      : T extends object
        ? { [Key in keyof T]: Json<T[Key]> }
        : T;

type Source = { type: 'prometheus'; uid: '${datasource}' };

/** Of Grafana's data source for Prometheus, whose types are not part of the schema package. */
interface Target {
  refId: string;
  datasource: Source;
  expr: string;
  legendFormat?: string;
  instant: boolean;
  range: boolean;
  format?: 'time_series' | 'table';
}

interface Link {
  title: string;
  url: string;
  targetBlank?: boolean;
}

/** What an override may set, with the options of the field's kind of panel. */
type Properties<Field> =
  | { [Key in keyof Field & string]-?: { id: `custom.${Key}`; value: Json<Field[Key]> } }[keyof Field & string]
  | { [Key in keyof Standard]-?: { id: Key; value: Standard[Key] } }[keyof Standard];

type Standard = Pick<
  Json<Omit<grafana.FieldConfig, 'custom' | 'links'>>,
  'unit' | 'min' | 'max' | 'decimals' | 'displayName' | 'color' | 'thresholds' | 'mappings' | 'noValue' | 'description'
> & { links?: Link[] };

type Transformation =
  | {
      id: 'organize';
      options: {
        excludeByName: Record<string, boolean>;
        indexByName: Record<string, number>;
        renameByName: Record<string, string>;
      };
    }
  | { id: 'merge'; options: Record<string, never> }
  | { id: 'sortBy'; options: { sort: Array<{ field: string; desc?: boolean }> } }
  | {
      id: 'groupingToMatrix';
      options: { columnField: string; rowField: string; valueField: string; emptyValue?: 'null' | 'empty' | 'zero' };
    };

/** Every panel has what Grafana leaves to choice: a title, a description and a unit among it. */
type Of<Type extends string, Options, Field> = {
  id: number;
  type: Type;
  title: string;
  description: string;
  datasource: Source;
  gridPos: Required<Omit<grafana.GridPos, 'static'>>;
  fieldConfig: {
    defaults: Standard & { unit: string; custom?: Json<Partial<Field>> };
    overrides: Array<{
      matcher: { id: 'byName' | 'byRegexp' | 'byType'; options: string };
      properties: Array<Properties<Field>>;
    }>;
  };
  options: Json<Partial<Options>>;
  targets: Target[];
  transformations?: Transformation[];
};

type Panel =
  | Of<'timeseries', TimeSeriesOptions, TimeSeriesField>
  | Of<'stat', StatOptions, Record<never, never>>
  | Of<'bargauge', BarGaugeOptions, Record<never, never>>
  | Of<'table', TableOptions, TableField>;

export type Dashboard = Json<Omit<grafana.Dashboard, 'panels' | 'id'>> & {
  uid: string;
  title: string;
  panels: Panel[];
};
