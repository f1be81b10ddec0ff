package dev.admitone.containers;

import com.github.dockerjava.api.DockerClient;
import org.testcontainers.containers.startupcheck.StartupCheckStrategy;

/** A container has started, for these tests, when it has ended. */
final class UntilItFails extends StartupCheckStrategy {

  UntilItFails() {
    withTimeout(java.time.Duration.ofMinutes(15));
  }

  @Override
  public StartupStatus checkStartupState(DockerClient client, String containerId) {
    boolean running =
        Boolean.TRUE.equals(client.inspectContainerCmd(containerId).exec().getState().getRunning());
    return running ? StartupStatus.NOT_YET_KNOWN : StartupStatus.SUCCESSFUL;
  }
}
