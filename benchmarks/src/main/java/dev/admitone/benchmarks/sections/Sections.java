package dev.admitone.benchmarks.sections;

import dev.admitone.benchmarks.contenders.Contender;
import dev.admitone.benchmarks.contenders.Contenders;
import dev.admitone.benchmarks.start.StackStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The plan of a run: which sections, in which order. */
public final class Sections {

  /** The sections of a quick run: the few figures that most questions are about. */
  private static final Set<String> QUICK =
      Set.of("headline", "http.product", "http.function-mvc", "http.function-lean");

  /** Minutes for figures that few questions are about: only when asked for by name. */
  private static final Set<String> BY_NAME_ALONE =
      Set.of("republish", "floods", "scale-out", "timeline", "operators-indexes");

  private static final String PRODUCT = "product";

  /** A further rate that is offered to the product alone, near half of what it serves. */
  private static final double PRODUCT_PER_SECOND = 2_900;

  private final RunSize size;
  private final StackStart start;

  /**
   * The sections of a size.
   *
   * @param start the stack that is started; built in runs that are not quick
   */
  public Sections(RunSize size, StackStart start) {
    this.size = size;
    this.start = start;
  }

  /** All there are. */
  public List<Section> all() {
    List<Section> all = new ArrayList<>();
    all.add(HeadlinePart.section(size.drains()).onTables());
    for (Contender contender : Contenders.all()) {
      List<Double> further =
          contender.id().equals(PRODUCT) ? List.of(PRODUCT_PER_SECOND) : List.of();
      all.add(HttpPart.section(contender, size.http(), further));
    }
    all.add(LoadsPart.section(size.drains()).onTables());
    all.add(FloodsPart.section(size.disturbance()).onTables());
    all.add(RepublishPart.section(size.disturbance()).onTables());
    all.add(ScaleOutPart.section(size.drains()).onTables());
    all.add(OperatorsIndexesPart.section(size.drains()).onTables());
    all.add(GrowthPart.section(size.drains()).onTables());
    all.add(StartPart.section(start, size.starts()));
    all.add(IdlePart.section(start, size.endurance().idle()));
    all.add(TimelinePart.section(size.endurance().idle().dividedBy(2)));
    all.add(MemoryPart.results(size.endurance().results()));
    all.add(MemoryPart.codes(size.endurance().codesStep(), size.endurance().codesMax()));
    all.add(BulkPart.section(size.http()));
    all.add(CollectionsPart.section(size.http().warmUp(), size.endurance().collections()));
    return all;
  }

  /** Those of a whole run. */
  public List<Section> whole() {
    Stream<Section> all = all().stream().filter(section -> !BY_NAME_ALONE.contains(section.id()));
    return size.name().equals("quick")
        ? all.filter(section -> QUICK.contains(section.id())).toList()
        : all.toList();
  }

  /** Those that a name on the command line means; none if it means none. */
  public List<Section> called(String name) {
    return all().stream().filter(section -> section.isCalled(name)).toList();
  }

  /** The one of that id. */
  public Section of(String id) {
    return all().stream()
        .filter(section -> section.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no section is called " + id));
  }
}
