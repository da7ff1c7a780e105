/** How the image of a tile-compressed HDU is cut up (standard 4.0, §10.1). */
export interface TileLayout {
  readonly algorithm: string;
}
