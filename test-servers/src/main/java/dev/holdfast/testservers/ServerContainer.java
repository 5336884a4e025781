package dev.holdfast.testservers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.AbstractWaitStrategy;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/**
 * A server that runs in a container, on the same port inside and outside, so that it keeps its
 * address when it is started again.
 */
final class ServerContainer implements Runner {

  private static final String FOLDER = "/holdfast";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final GenericContainer<?> container;

  /**
   * Prepares a container.
   *
   * @param image its image
   * @param environment variables for what runs in it
   * @param command what runs in it
   * @param port where the server listens
   */
  ServerContainer(String image, Map<String, String> environment, List<String> command, int port) {
    container =
        new GenericContainer<>(DockerImageName.parse(image))
            .withEnv(environment)
            .withCommand(command.toArray(String[]::new))
            .withCreateContainerCmdModifier(create -> publish(create, port))
            .withStartupCheckStrategy(new CheckElsewhere())
            .waitingFor(new WaitElsewhere());
  }

  /** Copies a folder into the container, for the server to work in. */
  ServerContainer workingIn(Path folder) {
    container.withCopyFileToContainer(MountableFile.forHostPath(folder, 0777), FOLDER);
    container.withWorkingDirectory(FOLDER);
    return this;
  }

  /** Has it use the network of its host, so that several servers reach each other as we do. */
  ServerContainer onHostNetwork() {
    container.withNetworkMode("host");
    return this;
  }

  private static void publish(CreateContainerCmd create, int port) {
    HostConfig host = create.getHostConfig();
    if (host != null && !"host".equals(host.getNetworkMode())) {
      ExposedPort inside = ExposedPort.tcp(port);
      create.withExposedPorts(inside);
      host.withPortBindings(new PortBinding(Binding.bindPort(port), inside));
    }
  }

  @Override
  public void start() {
    if (container.getContainerId() == null) {
      container.start();
    } else {
      docker().startContainerCmd(container.getContainerId()).exec();
    }
  }

  @Override
  public void kill() {
    docker().killContainerCmd(container.getContainerId()).exec();
    Await.until(PATIENCE, () -> !isAlive(), "the end of a container");
  }

  @Override
  public void pause() {
    docker().pauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public void resume() {
    docker().unpauseContainerCmd(container.getContainerId()).exec();
  }

  @Override
  public boolean isAlive() {
    return container.getContainerId() != null && container.isRunning();
  }

  @Override
  public String log() {
    return container.getContainerId() == null ? "(no container)" : container.getLogs();
  }

  private DockerClient docker() {
    return container.getDockerClient();
  }

  /** Whoever waits for the answer of a server sees its end and shows its log, however soon. */
  private static final class CheckElsewhere extends StartupCheckStrategy {
    @Override
    public StartupStatus checkStartupState(DockerClient docker, String container) {
      return StartupStatus.SUCCESSFUL;
    }
  }

  /** Servers wait for their answer themselves. */
  private static final class WaitElsewhere extends AbstractWaitStrategy {
    @Override
    protected void waitUntilReady() {}
  }
}
