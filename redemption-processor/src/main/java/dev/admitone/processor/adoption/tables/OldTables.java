package dev.admitone.processor.adoption.tables;

import java.util.List;
import java.util.Set;

/**
 * What the old tables are.
 *
 * @param invites the table of invites
 * @param uses the table of their uses
 * @param switched whether views have the tables' first names already
 */
public record OldTables(OldTable invites, OldTable uses, boolean switched) {

  public static final String INVITES = "invites";
  public static final String USES = "invite_uses";

  /** What the tables are called once views have their names. */
  public static final String KEPT = "_before_adoption";

  /** A column that many older applications have instead of the time of the revocation. */
  public static final String ACTIVE = "is_active";

  private static final String REVOKED_AT = "revoked_at";

  /** An index on the old uses that the copy reads by; it goes with the table. */
  public static final String INDEX = "admit_one_adoption";

  private static final Set<String> KNOWN_OF_INVITES =
      Set.of(
          "id",
          "code",
          "max_uses",
          "current_uses",
          "starts_at",
          "expires_at",
          "revoked_at",
          "created_at");

  /** Of the known ones those that Admit One may leave empty, other than the limit. */
  private static final Set<String> OPTIONAL_OF_INVITES =
      Set.of("starts_at", "expires_at", "revoked_at", "created_by");

  private static final Set<String> KNOWN_OF_USES = Set.of("id", "invite_id", "used_by", "used_at");

  /** Checks that the columns are there that an adoption needs. */
  public OldTables {
    for (String column : List.of("id", "code", "max_uses", "current_uses")) {
      invites.required(column);
    }
    for (String column : KNOWN_OF_USES) {
      uses.required(column);
    }
    OldId.of(invites, "id");
    OldId.of(uses, "id");
  }

  public String schema() {
    return invites.schema();
  }

  public OldId inviteIds() {
    return OldId.of(invites, "id");
  }

  public OldId useIds() {
    return OldId.of(uses, "id");
  }

  /** The type of the invites' ids, in SQL. */
  public String inviteIdType() {
    return invites.required("id").type();
  }

  /** The type of the invites' ids as the uses have them, in SQL. */
  public String usesInviteType() {
    return uses.required("invite_id").type();
  }

  /** The type of the users' ids, in SQL. */
  public String userType() {
    return uses.required("used_by").type();
  }

  public boolean usersAreTexts() {
    return uses.required("used_by").isText();
  }

  /** A user's text as the old column has it, in SQL; null where that column cannot hold it. */
  public String oldUser(String user) {
    return usersAreTexts() ? user : "old_user_or_null(%s)".formatted(user);
  }

  /** Whether the old column can hold the user, in SQL. */
  public String holdsUser(String user) {
    if (userType().equals("text")) {
      return "true";
    }
    return usersAreTexts()
        ? "pg_input_is_valid(%s, '%s')".formatted(user, userType())
        : oldUser(user) + " is not null";
  }

  /** The columns that the older application alone knows and writes. */
  public List<OldColumn> ownOfInvites() {
    return invites.written().stream().filter(column -> !isKnownOfInvites(column)).toList();
  }

  /** The columns that the older application alone knows and writes. */
  public List<OldColumn> ownOfUses() {
    return uses.written().stream()
        .filter(column -> !KNOWN_OF_USES.contains(column.name()))
        .toList();
  }

  /** Columns that refuse null, and that have no value in an invite that Admit One makes. */
  public List<OldColumn> strictOfInvites() {
    return invites.written().stream()
        .filter(OldColumn::isRequired)
        .filter(
            column ->
                isKnownOfInvites(column)
                    ? OPTIONAL_OF_INVITES.contains(column.name())
                    : column.defaultValue() == null)
        .toList();
  }

  /** Columns that refuse null, and that have no value in a use that Admit One makes. */
  public List<OldColumn> strictOfUses() {
    return ownOfUses().stream()
        .filter(column -> column.isRequired() && column.defaultValue() == null)
        .toList();
  }

  /** Whether the column says what Admit One's table says, too. */
  public boolean isKnownOfInvites(OldColumn column) {
    return KNOWN_OF_INVITES.contains(column.name())
        || (column.name().equals("created_by") && column.isText())
        || (column.name().equals(ACTIVE) && revokesByActive());
  }

  /** Whether an invite is revoked by the column {@code is_active}. */
  public boolean revokesByActive() {
    return invites.column(REVOKED_AT).isEmpty()
        && invites
            .column(ACTIVE)
            .filter(column -> column.type().equals("boolean") && !column.isGenerated())
            .isPresent();
  }

  /** Whether the old table can say that an invite is revoked. */
  public boolean canRevoke() {
    return invites.column(REVOKED_AT).isPresent() || revokesByActive();
  }
}
