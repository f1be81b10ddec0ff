package dev.admitone.faults.processes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Decorates the clock of a service, so that it can be wrong: the product has no switch. What
 * libraries read from the machine stays right.
 */
final class ShiftedClocks implements BeanPostProcessor {

  private final AtomicReference<Duration> shift = new AtomicReference<>(Duration.ZERO);

  /** How far the clock is ahead from now on; negative: behind. */
  void shift(Duration ahead) {
    shift.set(ahead);
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    return bean instanceof Clock clock ? shifted(clock, clock.getZone()) : bean;
  }

  private Clock shifted(InstantSource real, ZoneId zone) {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return zone;
      }

      @Override
      public Clock withZone(ZoneId other) {
        return shifted(real, other);
      }

      @Override
      public Instant instant() {
        return real.instant().plus(shift.get());
      }
    };
  }
}
