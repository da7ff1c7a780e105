import { drawRuns } from './drawBackdrop.ts';
import { plotFont, type Drawing } from './drawing.ts';
import { LANE, LANE_GAP, LANE_STEP } from './geometry.ts';

/** One row a group of bits under the flux panel, hatched at full strength. */
export function drawLanes(drawing: Drawing): void {
  const { context, area, model, colors } = drawing;
  model.spectrum.lanes.forEach((lane, index) => {
    const top = area.bottom + LANE_GAP + index * LANE_STEP;
    context.fillStyle = colors.lane;
    context.fillRect(area.left, top, area.right - area.left, LANE);
    drawRuns(drawing, lane, top, LANE, 1);
    context.font = plotFont(colors);
    context.textAlign = 'right';
    context.textBaseline = 'middle';
    context.fillStyle = colors.tick;
    context.fillText(lane.label, area.left - 6, top + LANE / 2 + 0.5);
  });
}
