package dev.holdfast.examples.monitor;

/**
 * What has travelled to a viewer; sizes in bytes.
 *
 * @param full how many messages held a full context
 * @param fullBytes their size
 * @param deltas how many held deltas
 * @param deltaBytes their size
 * @param deltasAsFull the size of full contexts in their place
 * @param unchanged how many said that nothing is new
 * @param unchangedBytes their size
 */
record Traffic(
    long full,
    long fullBytes,
    long deltas,
    long deltaBytes,
    long deltasAsFull,
    long unchanged,
    long unchangedBytes) {

  static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, 0);

  static Traffic of(Message message) {
    long size = message.bytes().length();
    return switch (message.kind()) {
      case FULL -> new Traffic(1, size, 0, 0, 0, 0, 0);
      case DELTAS -> new Traffic(0, 0, 1, size, message.asFull(), 0, 0);
      case UNCHANGED -> new Traffic(0, 0, 0, 0, 0, 1, size);
    };
  }

  Traffic plus(Traffic more) {
    return new Traffic(
        full + more.full,
        fullBytes + more.fullBytes,
        deltas + more.deltas,
        deltaBytes + more.deltaBytes,
        deltasAsFull + more.deltasAsFull,
        unchanged + more.unchanged,
        unchangedBytes + more.unchangedBytes);
  }

  long bytes() {
    return fullBytes + deltaBytes + unchangedBytes;
  }

  /** Returns the size if every change had travelled as a full context. */
  long bytesAsFull() {
    return fullBytes + deltasAsFull + unchangedBytes;
  }

  /** Returns how many times less travelled than with full contexts; 1 if nothing did. */
  double ratio() {
    return bytes() == 0 ? 1 : (double) bytesAsFull() / bytes();
  }
}
