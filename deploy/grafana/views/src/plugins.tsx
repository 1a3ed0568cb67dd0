// The four kinds of panel that the dashboards have. Grafana's panel plugins are not on npm; what they draw with is.
import {
  cacheFieldDisplayNames,
  getDisplayValueAlignmentFactors,
  getFieldDisplayValues,
  PanelPlugin,
  VizOrientation,
  type FieldDisplay,
  type PanelPluginMeta,
  type PanelProps,
} from '@grafana/data';
import { config } from '@grafana/runtime';
import { BarGauge, BigValue, TimeSeries, VizRepeater, type VizRepeaterRenderValueProps } from '@grafana/ui';
import { TableNG } from '@grafana/ui/unstable';
import { asWritten } from './options';

type Options = any; // eslint-disable-line @typescript-eslint/no-explicit-any

function timeSeries(props: PanelProps<Options>) {
  return (
    <TimeSeries
      frames={props.data.series}
      structureRev={props.data.structureRev}
      width={props.width}
      height={props.height}
      timeRange={props.timeRange}
      timeZone={props.timeZone}
      legend={props.options.legend}
      options={props.options}
    />
  );
}

function values(props: PanelProps<Options>): FieldDisplay[] {
  return getFieldDisplayValues({
    fieldConfig: props.fieldConfig,
    reduceOptions: props.options.reduceOptions,
    replaceVariables: props.replaceVariables,
    theme: config.theme2,
    data: props.data.series,
    timeZone: props.timeZone,
  });
}

function repeated(
  props: PanelProps<Options>,
  auto: boolean,
  renderValue: (each: VizRepeaterRenderValueProps<FieldDisplay>) => React.JSX.Element
) {
  return (
    <VizRepeater
      getValues={() => values(props)}
      getAlignmentFactors={getDisplayValueAlignmentFactors as never}
      renderValue={renderValue}
      width={props.width}
      height={props.height}
      source={props.data}
      autoGrid={auto}
      renderCounter={props.renderCounter}
      orientation={props.options.orientation ?? VizOrientation.Auto}
      minVizHeight={auto ? 0 : 16}
      itemSpacing={auto ? 3 : 10}
    />
  );
}

function stat(props: PanelProps<Options>) {
  return repeated(props, true, (each) => (
    <BigValue
      value={each.value.display}
      count={each.count}
      width={each.width}
      height={each.height}
      alignmentFactors={each.alignmentFactors as never}
      colorMode={props.options.colorMode}
      graphMode={props.options.graphMode}
      textMode={props.options.textMode}
      theme={config.theme2}
    />
  ));
}

function barGauge(props: PanelProps<Options>) {
  return repeated(props, false, (each) => (
    <BarGauge
      value={each.value.display}
      field={each.value.field}
      display={each.value.view?.getFieldDisplayProcessor(each.value.colIndex ?? 0) ?? undefined}
      width={each.width}
      height={each.height}
      orientation={each.orientation}
      text={props.options.text}
      alignmentFactors={each.alignmentFactors as never}
      displayMode={props.options.displayMode}
      namePlacement={props.options.namePlacement}
      valueDisplayMode={props.options.valueMode}
      showUnfilled={props.options.showUnfilled}
      theme={config.theme2}
    />
  ));
}

function table(props: PanelProps<Options>) {
  return (
    <TableNG
      data={props.data.series[props.options.frameIndex ?? 0]}
      width={props.width}
      height={props.height}
      noHeader={!props.options.showHeader}
      cellHeight={props.options.cellHeight}
      sortBy={props.options.sortBy}
      fieldConfig={props.fieldConfig}
      timeRange={props.timeRange}
      structureRev={props.data.structureRev}
    />
  );
}

/** The options of its own that a field of a kind has, with the plugin's defaults. */
const TIME_SERIES_FIELD = {
  drawStyle: 'line',
  lineInterpolation: 'linear',
  lineWidth: 1,
  lineStyle: undefined,
  fillOpacity: 0,
  gradientMode: 'none',
  fillBelowTo: undefined,
  spanNulls: false,
  insertNulls: false,
  showPoints: 'auto',
  pointSize: 5,
  stacking: { mode: 'none', group: 'A' },
  thresholdsStyle: { mode: 'off' },
  hideFrom: { tooltip: false, viz: false, legend: false },
  axisPlacement: 'auto',
  axisLabel: '',
  axisColorMode: 'text',
  axisBorderShow: false,
  axisSoftMin: undefined,
  axisSoftMax: undefined,
  axisGridShow: undefined,
  axisWidth: undefined,
  scaleDistribution: { type: 'linear' },
};
const TABLE_FIELD = {
  align: 'auto',
  cellOptions: { type: 'auto' },
  inspect: false,
  width: undefined,
  minWidth: undefined,
  filterable: undefined,
  hideFrom: undefined,
  wrapText: undefined,
};

/** With the names that overrides and transformations gave to fields. */
function named(props: PanelProps<Options>): PanelProps<Options> {
  cacheFieldDisplayNames(props.data.series);
  return props;
}

/** A panel that shows nothing until it has data. */
function withData(Panel: React.ComponentType<PanelProps<Options>>) {
  return (props: PanelProps<Options>) =>
    props.data.series.length > 0 ? <Panel {...named(props)} /> : <p style={{ textAlign: 'center' }}>No data</p>;
}

function plugin(id: string, panel: React.ComponentType<PanelProps<Options>>, field: Record<string, unknown>) {
  const made = new PanelPlugin(withData(panel));
  made.useFieldConfig({
    useCustomConfig: (builder) => {
      for (const [option, preset] of Object.entries(field)) {
        builder.addCustomEditor(asWritten(option, preset) as never);
      }
    },
  });
  made.meta = { id, name: id, type: 'panel', info: { version: '', links: [] } } as unknown as PanelPluginMeta;
  return made;
}

const PLUGINS = [
  plugin('timeseries', timeSeries, TIME_SERIES_FIELD),
  plugin('stat', stat, {}),
  plugin('bargauge', barGauge, {}),
  plugin('table', table, TABLE_FIELD),
];

export function panelPlugin(id: string): PanelPlugin {
  const found = PLUGINS.find((each) => each.meta.id === id);
  if (!found) {
    throw new Error(`no panel of type ${id} can be drawn: ${PLUGINS.map((each) => each.meta.id)} can`);
  }
  return found as PanelPlugin;
}
