package dev.admitone.local.ops.show;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.admitone.local.ops.calls.ConsoleResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Shows responses: for programs as they came, for people as fields and tables. */
public final class Printer {

  private final Terminal terminal;
  private final boolean json;

  /** Takes where to print, and whether programs read it. */
  public Printer(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
  }

  /** Whether people read it: then more than one response may be shown. */
  public boolean isForPeople() {
    return !json;
  }

  /** Shows one thing. */
  public void thing(ConsoleResponse response, List<Column> fields) {
    if (json) {
      terminal.json(response.text());
    } else {
      fields(response.json(), fields);
    }
  }

  /** Shows a whole list, whose items lie in the response under a name of their own. */
  public void list(ConsoleResponse response, JsonNode items, List<Column> columns) {
    if (json) {
      terminal.json(response.text());
    } else {
      items(items, columns);
    }
  }

  /** Shows a page of a list, and says how it goes on. */
  public void page(ConsoleResponse page, List<Column> columns) {
    if (json) {
      terminal.json(page.text());
      return;
    }
    items(page.json().path("items"), columns);
    if (page.json().path("partial").asBoolean(false)) {
      String from = page.text("/searched/from");
      say(
          from.isEmpty()
              ? "The search ended before the end of the list."
              : "The search has come back to %s.".formatted(Texts.readable(from)));
    }
    String next = page.text("/next");
    if (!next.isEmpty()) {
      say("It goes on with --next %s".formatted(Texts.readable(next)));
    }
  }

  /**
   * Passes a file on to its end, as it is; on a screen without what a terminal takes for a command.
   *
   * @throws IOException if the console breaks it off
   */
  public void file(InputStream file) throws IOException {
    if (!terminal.isScreen()) {
      file.transferTo(terminal.output());
      terminal.output().flush();
      return;
    }
    BufferedReader lines = new BufferedReader(new InputStreamReader(file, UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      terminal.say(Texts.readable(line));
    }
  }

  /** For people: a heading. */
  public void title(String text) {
    if (!json) {
      terminal.say("");
      terminal.say(terminal.bold(text));
    }
  }

  /** For people: a line. */
  public void say(String line) {
    if (!json) {
      terminal.say(line);
    }
  }

  /** For people: some items. */
  public void items(JsonNode items, List<Column> columns) {
    if (json) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode item : items) {
      rows.add(columns.stream().map(column -> column.cell(item)).toList());
    }
    if (rows.isEmpty()) {
      terminal.say("None.");
    } else {
      Table.print(terminal, columns.stream().map(Column::name).toList(), rows);
    }
  }

  /** For people: what is known of a thing, without what is not. */
  public void fields(JsonNode thing, List<Column> fields) {
    if (!json) {
      Table.printFields(
          terminal,
          fields.stream()
              .map(field -> List.of(field.name(), field.cell(thing)))
              .filter(field -> !field.getLast().isEmpty())
              .toList());
    }
  }
}
