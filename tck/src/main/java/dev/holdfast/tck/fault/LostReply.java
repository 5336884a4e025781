package dev.holdfast.tck.fault;

/** Which reply is to be lost; each object is an order of its own. */
final class LostReply {

  private final byte[] marker;
  private final int number;

  /**
   * Orders a loss.
   *
   * @param marker what its request, or one before it, contains
   * @param number its number among the replies from that request on
   */
  LostReply(byte[] marker, int number) {
    this.marker = marker;
    this.number = number;
  }

  int markerLength() {
    return marker.length;
  }

  int number() {
    return number;
  }

  /** Tells whether {@code data} contains the marker. */
  boolean isIn(byte[] data) {
    for (int from = 0; from + marker.length <= data.length; from++) {
      int matching = 0;
      while (matching < marker.length && data[from + matching] == marker[matching]) {
        matching++;
      }
      if (matching == marker.length) {
        return true;
      }
    }
    return false;
  }
}
