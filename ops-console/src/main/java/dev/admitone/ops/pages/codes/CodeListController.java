package dev.admitone.ops.pages.codes;

import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Html;
import dev.admitone.ops.html.Pager;
import dev.admitone.ops.html.Paths;
import dev.admitone.ops.invites.Invite;
import dev.admitone.ops.invites.InviteFilterParameters;
import dev.admitone.ops.invites.Invites;
import dev.admitone.ops.search.Page;
import dev.admitone.ops.web.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of codes. */
@Controller
class CodeListController {

  private static final String PATH = "/codes";
  private static final int ITEMS = 50;

  private final Invites invites;
  private final Html html;

  CodeListController(Invites invites, Html html) {
    this.invites = invites;
    this.html = html;
  }

  @GetMapping(PATH)
  ResponseEntity<String> list(
      InviteFilterParameters typed,
      @RequestParam(required = false) @Nullable String next,
      HttpServletRequest request) {
    InviteFilterParameters filter = given(typed);
    @Nullable String after = next == null ? null : Parameters.code(next);
    Page<Invite> page = invites.list(filter.read(), after, ITEMS);
    Map<String, @Nullable String> parameters = parameters(filter);
    String export = Paths.with("/export/codes", parameters);
    return html.page(
        "codes/list.jte",
        new CodeListPage(
            Frame.of(request, "Codes"),
            filter,
            page.items(),
            Pager.of(page, PATH, parameters, "next"),
            Paths.with(export, "format", "csv"),
            Paths.with(export, "format", "jsonl"),
            UUID.randomUUID().toString()));
  }

  /** A browser sends the fields of a form that are empty, too. */
  private static InviteFilterParameters given(InviteFilterParameters typed) {
    return new InviteFilterParameters(
        given(typed.state()),
        given(typed.prefix()),
        given(typed.createdBy()),
        given(typed.createdFrom()),
        given(typed.createdTo()),
        given(typed.expiresFrom()),
        given(typed.expiresTo()));
  }

  private static @Nullable String given(@Nullable String typed) {
    return typed == null || typed.isBlank() ? null : typed.strip();
  }

  private static Map<String, @Nullable String> parameters(InviteFilterParameters filter) {
    Map<String, @Nullable String> parameters = new LinkedHashMap<>();
    parameters.put("state", filter.state());
    parameters.put("prefix", filter.prefix());
    parameters.put("createdBy", filter.createdBy());
    parameters.put("createdFrom", filter.createdFrom());
    parameters.put("createdTo", filter.createdTo());
    parameters.put("expiresFrom", filter.expiresFrom());
    parameters.put("expiresTo", filter.expiresTo());
    return parameters;
  }
}
