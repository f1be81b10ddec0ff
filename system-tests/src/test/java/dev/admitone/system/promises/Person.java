package dev.admitone.system.promises;

import java.util.HashMap;
import java.util.Map;

/** Somebody who signs up, with values that stand nowhere by chance. */
record Person(
    String userId,
    String email,
    String password,
    String username,
    String displayName,
    String phone) {

  /** Made from one word and seven digits. */
  static Person of(String word, String digits) {
    return new Person(
        "user-" + digits,
        word + ".Mail@Example.org",
        "pw+" + word + "/ß%secret",
        word + "_Name.7",
        "Ms. " + word + " Ünderwood",
        "+1555" + digits);
  }

  Map<String, Object> signup(String code) {
    Map<String, Object> body = new HashMap<>();
    body.put("userId", userId);
    body.put("email", email);
    body.put("password", password);
    body.put("username", username);
    body.put("displayName", displayName);
    body.put("inviteCode", code);
    body.put("phone", phone);
    return body;
  }

  void addTo(Secrets secrets, String code) {
    secrets
        .add("e-mail", email)
        .add("password", password)
        .add("username", username)
        .add("display name", displayName)
        .add("phone", phone)
        .addReadable("phone", phone.substring(1))
        .addReadable("the word", email.substring(0, email.indexOf('.')))
        .addFingerprint(
            "fingerprint without a key",
            "signup",
            code,
            userId,
            email,
            username,
            displayName,
            phone);
  }
}
