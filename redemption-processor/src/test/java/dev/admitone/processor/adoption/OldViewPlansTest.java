package dev.admitone.processor.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the old function asks the views is found by indexes, so that its calls stay fast. */
@Tag("services")
class OldViewPlansTest {

  @ParameterizedTest
  @EnumSource(OldShape.class)
  void anInviteIsFoundByItsCodeAndById(OldShape shape) {
    OldApplication old = adoptedWithMany(shape);

    assertThat(plan(old, "select * from invites where code = 'CODE-77' for update nowait"))
        .noneMatch(line -> line.contains("Seq Scan"));
    assertThat(
            plan(
                old,
                "select * from invites where id = '%s'"
                    .formatted(id(old, "select id::text from invites where code = 'CODE-77'"))))
        .noneMatch(line -> line.contains("Seq Scan"));
  }

  @ParameterizedTest
  @EnumSource(OldShape.class)
  void aUseIsFoundByInviteAndUser(OldShape shape) {
    OldApplication old = adoptedWithMany(shape);
    String id = id(old, "select id::text from invites where code = 'CODE-1'");

    assertThat(
            plan(
                old,
                "select from invite_uses where invite_id = '%s' and used_by = '%s'"
                    .formatted(id, OldApplication.user(77))))
        .noneMatch(line -> line.contains("Seq Scan"));
  }

  private static OldApplication adoptedWithMany(OldShape shape) {
    OldApplication old = OldApplication.migrated(shape);
    old.sql()
        .update(
            "insert into invites (code%s) select 'CODE-' || n%s from generate_series(1, 3000) n"
                .formatted(shape.underRules(", owner"), shape.underRules(", 'shop'")));
    old.sql()
        .update(
            """
            insert into invite_uses (invite_id, used_by%2$s)
            select i.id, ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::%1$s%3$s
            from invites i, generate_series(1, 3000) n
            where i.code = 'CODE-1'
            """
                .formatted(
                    shape.userType, shape.underRules(", source"), shape.underRules(", 'import'")));
    old.adopt(Map.of(), 1000, _ -> {});
    return old;
  }

  private static String id(OldApplication old, String query) {
    return String.valueOf(old.sql().queryForObject(query, String.class));
  }

  private static List<@Nullable String> plan(OldApplication old, String query) {
    return old.sql().queryForList("explain " + query, String.class);
  }
}
