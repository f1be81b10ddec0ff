package dev.admitone.gateway.invites;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * The invites that a gateway knows, in memory outside of the heap.
 *
 * @param maxSize how much memory they take at most; a code takes 25 to 40 bytes. Two thirds of the
 *     largest heap when it is not set; more than the heap needs {@code -XX:MaxDirectMemorySize}
 */
@ConfigurationProperties("admit-one.gateway.invites")
record InviteProperties(DataSize maxSize) {

  private static final DataSize LEAST = DataSize.ofMegabytes(4);

  /** Checks the value. */
  InviteProperties(@Nullable DataSize maxSize) {
    this.maxSize =
        maxSize == null ? DataSize.ofBytes(Runtime.getRuntime().maxMemory() / 3 * 2) : maxSize;
    DataSize most = DataSize.ofBytes(DirectMemory.maxBytes());
    if (this.maxSize.compareTo(LEAST) < 0 || this.maxSize.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          "admit-one.gateway.invites.max-size must be 4MB to %dMB, which the JVM allows outside of"
                  .formatted(most.toMegabytes())
              + " the heap (-XX:MaxDirectMemorySize), but is %s".formatted(this.maxSize));
    }
  }
}
