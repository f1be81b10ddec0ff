package dev.admitone.benchmarks.generator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.admitone.benchmarks.load.CodeChoice;
import dev.admitone.benchmarks.load.Ids;
import java.nio.ByteBuffer;
import java.util.List;

/** The calls that a load is made of: each for a user of its own. For one thread. */
public final class Calls implements CallSource {

  private final List<CallTemplate> templates;
  private final CodeChoice choice;
  private final String codePrefix;
  private final long seed;
  private final byte[] user = new byte[Ids.USER_BYTES];
  private byte[] code = {};
  private int codeNumber = -1;
  private int next;

  /**
   * Codes are {@code <prefix><number>}; no two loads have a seed in common.
   *
   * @param templates taken in turn
   */
  public Calls(List<CallTemplate> templates, CodeChoice choice, String codePrefix, long seed) {
    this.templates = List.copyOf(templates);
    this.choice = choice;
    this.codePrefix = codePrefix;
    this.seed = seed;
  }

  /** How many were made. */
  public int made() {
    return next;
  }

  @Override
  public void next(ByteBuffer buffer) {
    int number = next++;
    int chosen = choice.next();
    if (chosen != codeNumber) {
      codeNumber = chosen;
      code = (codePrefix + chosen).getBytes(US_ASCII);
    }
    Ids.putUser(seed, number, user);
    templates.get(number % templates.size()).write(buffer, code, user);
  }
}
