package dev.admitone.system.docs;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the page's function prints: the statuses of its calls, and what became of the whole. */
record PageRun(BufferedReader output, List<String> lines) {

  String nextLine() throws IOException {
    lines.add(output.readLine());
    return lines.getLast();
  }

  void toTheEnd() {
    output.lines().forEach(lines::add);
  }

  List<String> calls() {
    return lines.subList(0, lines.size() - 1);
  }

  JsonNode outcome() {
    return JsonMapper.shared().readTree(lines.getLast());
  }
}
