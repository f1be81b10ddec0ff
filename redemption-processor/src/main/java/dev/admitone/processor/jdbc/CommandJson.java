package dev.admitone.processor.jdbc;

import dev.admitone.processor.redemption.Change;
import dev.admitone.processor.redemption.Command;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON in which the ledger keeps operators' commands, for ever: its names are written here, so
 * that renaming a class or a component changes nothing that is stored.
 */
final class CommandJson {

  private static final JsonMapper JSON = JsonMapper.shared();

  private CommandJson() {}

  /** One member, named after the kind of command; its value has a member for each part. */
  static String of(Command.Operator command) {
    ObjectNode root = JSON.createObjectNode();
    switch (command) {
      case Command.CreateInvite create -> create(root.putObject("CreateInvite"), create);
      case Command.ChangeInvite change -> change(root.putObject("ChangeInvite"), change);
      case Command.ReleaseUse release -> release(root.putObject("ReleaseUse"), release);
      case Command.RepairCount repair -> repair(root.putObject("RepairCount"), repair);
      case Command.EraseUser erase -> erase(root.putObject("EraseUser"), erase);
    }
    return JSON.writeValueAsString(root);
  }

  private static void create(ObjectNode parts, Command.CreateInvite create) {
    parts.put("maxUses", create.maxUses());
    parts.put("startsAt", text(create.startsAt()));
    parts.put("expiresAt", text(create.expiresAt()));
    parts.put("createdBy", create.createdBy());
  }

  private static void change(ObjectNode parts, Command.ChangeInvite change) {
    change(parts.putObject("maxUses"), change.maxUses(), (to, value) -> to.put("value", value));
    change(
        parts.putObject("startsAt"),
        change.startsAt(),
        (to, value) -> to.put("value", text(value)));
    change(
        parts.putObject("expiresAt"),
        change.expiresAt(),
        (to, value) -> to.put("value", text(value)));
    change(parts.putObject("revoked"), change.revoked(), (to, value) -> to.put("value", value));
    parts.put("changedBy", change.changedBy());
  }

  private static void release(ObjectNode parts, Command.ReleaseUse release) {
    parts.put("useId", release.useId().toString());
    parts.put("reason", release.reason());
    parts.put("releasedBy", release.releasedBy());
  }

  private static void repair(ObjectNode parts, Command.RepairCount repair) {
    parts.put("reason", repair.reason());
    parts.put("repairedBy", repair.repairedBy());
  }

  /** Without the user id, which the pseudonym replaces. */
  private static void erase(ObjectNode parts, Command.EraseUser erase) {
    parts.put("pseudonym", erase.pseudonym());
    parts.put("reason", erase.reason());
    parts.put("erasedBy", erase.erasedBy());
  }

  private static <T> void change(
      ObjectNode parts, Change<T> change, BiConsumer<ObjectNode, @Nullable T> value) {
    parts.put("changes", change.changes());
    value.accept(parts, change.value());
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
