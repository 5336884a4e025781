package dev.holdfast.testservers;

/** Somebody else's server: it runs already, and is not to be mistreated. */
enum Given implements Runner {
  /** The only one. */
  RUNNER;

  @Override
  public void start() {}

  @Override
  public void kill() {
    throw refusal();
  }

  @Override
  public void pause() {
    throw refusal();
  }

  @Override
  public void resume() {
    throw refusal();
  }

  @Override
  public boolean isAlive() {
    return true;
  }

  @Override
  public String log() {
    return "(the server was given by a URL)";
  }

  private static UnsupportedOperationException refusal() {
    return new UnsupportedOperationException(
        "This server was given by a URL and belongs to somebody else. Ask isOurs() first.");
  }
}
