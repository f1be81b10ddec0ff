package dev.admitone.gateway.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.memory.KeyedHash.Hash;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyedHashTest {

  /** The key and the messages of the reference: bytes 0, 1, 2 and so on. */
  private final KeyedHash hash = new KeyedHash(word(0), word(8));

  /** From vectors_sip128 of the reference implementation, by the length of the message. */
  @ParameterizedTest
  @CsvSource({
    "8, 3b62a9ba6258f5610f83e264f31497b4",
    "10, 00110dc378146956c95447d3f3d0fbba",
    "14, 31fcefac66d7de9c7ec7485fe4494902",
    "16, 6ee2a4ca67b054bbfd3315bf85230577",
    "22, 4a29b54552d16b9a469c10528eff0aae",
    "40, df6a301e95c95dad97ae0cc8c6913bd8"
  })
  void isSipHashOfTheKindAndTheName(int length, String expected) {
    StringBuilder name = new StringBuilder();
    for (int i = 8; i < length; i += 2) {
      name.append((char) (i | ((i + 1) << 8)));
    }
    Hash result = hash.of(word(0), name.toString());
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(result.high()).putLong(result.low());
    assertThat(HexFormat.of().formatHex(bytes.array())).isEqualTo(expected);
  }

  @Test
  void anIdHasTheHashOfItsBytes() {
    UUID id = new UUID(word(0), word(8));
    assertThat(hash.of(word(0), word(8))).isEqualTo(hash.of(id, "").high());
  }

  @Test
  void kindsNamesAndKeysMakeADifference() {
    assertThat(hash.of(0, "ann")).isEqualTo(hash.of(0, "ann")).isNotEqualTo(hash.of(1, "ann"));
    assertThat(hash.of(0, "ann")).isNotEqualTo(hash.of(0, "ann\0"));
    assertThat(hash.of(0, "")).isNotEqualTo(hash.of(0, "\0\0\0\0"));
    assertThat(new KeyedHash().of(0, "ann")).isNotEqualTo(new KeyedHash().of(0, "ann"));
  }

  private static long word(int start) {
    long word = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      word |= (long) (start + i) << (i * Byte.SIZE);
    }
    return word;
  }
}
