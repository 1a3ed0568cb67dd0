package org.tunnelbench.controller.analysis.shape;

/** One tooth of a sawtooth over its period, in {@value #PLACES} places. */
final class Tooth {
  static final int PLACES = 64;

  private final double[] inverse = new double[PLACES];
  private final double[] logs = new double[PLACES];

  private Tooth() {}

  /**
   * A tooth whose top is 1.
   *
   * @param depth what is lost on the way, as a share of the top
   * @param falling whether the gradual way is down
   * @param geometric whether each part of the way loses the same share, or else the same amount
   */
  static Tooth of(double depth, boolean falling, boolean geometric) {
    Tooth tooth = new Tooth();
    for (int i = 0; i < PLACES; i++) {
      double time = (i + 0.5) / PLACES;
      double way = falling ? time : 1 - time;
      double level = geometric ? Math.pow(1 - depth, way) : 1 - depth * way;
      tooth.inverse[i] = 1 / level;
      tooth.logs[i] = Math.log(level);
    }
    return tooth;
  }

  /** One by the level, by place; not to be changed. */
  double[] inverse() {
    return inverse;
  }

  /** The logarithm of the level, by place; not to be changed. */
  double[] logs() {
    return logs;
  }
}
