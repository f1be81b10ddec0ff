package dev.admitone.testsupport;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of the annotated class run another program, and are left out where that program is
 * neither on the {@code PATH} nor among those that {@code npm ci} has installed for the module.
 * What was left out is noted in a file below {@code target/left-out-tests}, which {@code
 * scripts/left-out-tests} prints at the end of a test run.
 *
 * <p>The class also has the program's name as its {@code @Tag}, so that its tests can be selected;
 * a class without that tag fails. The variable {@code ADMIT_WITHOUT} names programs, separated by
 * blanks, that are treated as missing.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsProgramCondition.class)
public @interface NeedsProgram {

  /** The names of the programs, as a shell finds them; {@code java17} is any {@link Java17}. */
  String[] value();
}
