package dev.admitone.ops.pages;

/**
 * What a refusal means for a user, and what an operator can do about it.
 *
 * @param meaning a sentence
 * @param help what to do
 */
public record Advice(String meaning, String help) {

  /** Of a reason, as the ledger and the results name it. */
  public static Advice of(String reason) {
    return switch (reason) {
      case "UNKNOWN_CODE" ->
          new Advice(
              "No invite had this code.",
              "Compare the code with the one that the user was given: it may be misspelt. If it was"
                  + " to exist, create it; the user then tries again.");
      case "ALREADY_USED" ->
          new Advice(
              "The user had used this code before, in a signup with a profile.",
              "The user is admitted: have the user sign in. To let the user use the code again,"
                  + " give"
                  + " the use back.");
      case "REVOKED" ->
          new Advice(
              "An operator revoked the code.",
              "The audit says which operator revoked it and why. Take the revocation back, or"
                  + " give the user"
                  + " another code.");
      case "NOT_YET_VALID" ->
          new Advice(
              "The code was not valid yet.",
              "The user tries again when it is, or the begin of its validity is moved.");
      case "EXPIRED" ->
          new Advice(
              "The code had expired.",
              "Move the end of its validity, or give the user another code.");
      case "EXHAUSTED" ->
          new Advice(
              "All uses of the code were taken.",
              "Raise the limit of the code, give a use back, or give the user another code.");
      case "USERNAME_TAKEN" ->
          new Advice(
              "Another profile has the user name. The code stayed unused.",
              "The user chooses another name and tries again.");
      case "EMAIL_TAKEN" ->
          new Advice(
              "Another profile has the e-mail address. The code stayed unused.",
              "The user has an account already, perhaps under another id: have the user sign in.");
      case "PHONE_TAKEN" ->
          new Advice(
              "Another profile has the phone number, or the user has a profile already. The code"
                  + " stayed unused.",
              "The user has an account already: have the user sign in.");
      case "CODE_EXISTS" ->
          new Advice(
              "An operator wanted to create a code that exists.", "Look at the code as it is.");
      case "USE_NOT_FOUND" ->
          new Advice(
              "An operator wanted to give back a use that the code does not have.",
              "Compare the request's id: it may be refused, not decided yet, or of another code.");
      case "ALREADY_RELEASED" ->
          new Advice("The use had been given back before.", "There is nothing to do.");
      case "DEAD_LETTERED" ->
          new Advice(
              "No decision about the record was possible.",
              "Look for it under dead letters, which name the reason, and send it again once"
                  + " that is"
                  + " repaired.");
      default ->
          new Advice(
              "A processor of a newer release decided so.",
              "Upgrade this console to that" + " release.");
    };
  }
}
