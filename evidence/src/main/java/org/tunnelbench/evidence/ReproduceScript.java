package org.tunnelbench.evidence;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tunnelbench.contract.api.CellResult;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.contract.experiment.Authentication;
import org.tunnelbench.contract.experiment.Direction;
import org.tunnelbench.contract.experiment.HostSettings;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.experiment.Protection;
import org.tunnelbench.contract.experiment.TrafficSpec;
import org.tunnelbench.contract.experiment.Transport;
import org.tunnelbench.controller.analysis.Speed;
import org.tunnelbench.hostagent.facts.KernelModules;
import org.tunnelbench.hostagent.plan.PlanText;

/**
 * {@code reproduce.sh}: a POSIX shell script for two hosts that repeats the broken cell and its
 * healthy twin without tunnelbench, and puts everything back.
 *
 * <p>Its commands are those of the agents' plan. It makes its own keys, which travel on standard
 * input and lie in files that only root can read, never in arguments.
 */
public final class ReproduceScript {
  /** The file's name. */
  public static final String FILE = "reproduce.sh";

  private static final Template TEMPLATE =
      Mustache.compiler().escapeHTML(false).compile(resource("reproduce.sh.mustache"));

  private ReproduceScript() {}

  /** The script, or why there is none. */
  public sealed interface Made {
    /** The script's text. */
    record Script(String text) implements Made {}

    /** There is none; the sentence says why. */
    record None(String reason) implements Made {}
  }

  /** The script for a result. The same result makes the same text. */
  public static Made of(ExperimentResult result) {
    Optional<TwoCells> cells = TwoCells.of(result);
    if (cells.isEmpty()) {
      return new Made.None(
          "no finding names an option whose other level is healthy, so that there is no pair of cells to repeat");
    }
    Optional<CellEnds> broken = CellEnds.of(result, cells.get().broken(), 0);
    Optional<CellEnds> healthy = CellEnds.of(result, cells.get().healthy(), 1);
    if (broken.isEmpty() || healthy.isEmpty()) {
      return new Made.None(
          "nothing is known of the hosts that the series come from, so that no command can be named");
    }
    for (CellEnds ends : List.of(broken.get(), healthy.get())) {
      Optional<String> reason = beyond(ends.levels());
      if (reason.isPresent()) {
        return new Made.None(reason.get());
      }
    }
    TrafficSpec traffic =
        CellEnds.document(result)
            .orElseThrow()
            .traffic()
            .on(broken.get().first().facts(), broken.get().second().facts());
    Optional<String> otherTraffic = beyond(traffic);
    return otherTraffic.isPresent()
        ? new Made.None(otherTraffic.get())
        : new Made.Script(
            TEMPLATE.execute(context(result, cells.get(), broken.get(), healthy.get(), traffic)));
  }

  /** Why a cell cannot be repeated by a script alone; absent where it can. */
  private static Optional<String> beyond(Levels levels) {
    if (levels.keying().negotiates()) {
      return Optional.of(
          "keys are negotiated by a daemon (%s), whose files are in commands.txt"
              .formatted(levels.keying()));
    }
    if (!levels.settings().equals(HostSettings.DEFAULT)) {
      return Optional.of(
          "the cells change settings of the hosts, which commands.txt names; the script does not touch them");
    }
    return Optional.empty();
  }

  /** Why traffic cannot be repeated; absent where it can. */
  private static Optional<String> beyond(TrafficSpec traffic) {
    return traffic.tool().equals(TrafficSpec.IPERF3)
            && traffic.transport() == Transport.TCP
            && traffic.direction() != Direction.BOTH
        ? Optional.empty()
        : Optional.of(
            "the traffic is %s by %s, %s; the script sends TCP by iperf3 in one direction"
                .formatted(
                    traffic.transport(),
                    traffic.tool(),
                    traffic.direction() == Direction.BOTH
                        ? "in both directions at once"
                        : "in one direction"));
  }

  private static Map<String, Object> context(
      ExperimentResult result,
      TwoCells cells,
      CellEnds broken,
      CellEnds healthy,
      TrafficSpec traffic) {
    boolean forward = traffic.direction() == Direction.FORWARD;
    return Map.ofEntries(
        Map.entry("name", comment(result.name())),
        Map.entry("id", result.id().toString()),
        Map.entry("kernel", comment(cells.broken().kernel())),
        Map.entry("factor", cells.finding().factor()),
        Map.entry("firstHost", broken.first().spec().host().toString()),
        Map.entry("secondHost", broken.second().spec().host().toString()),
        Map.entry("firstAddress", broken.first().spec().underlay().toString()),
        Map.entry("secondAddress", broken.second().spec().underlay().toString()),
        Map.entry("seconds", traffic.seconds()),
        Map.entry("streams", traffic.streams()),
        Map.entry(
            "rate",
            traffic.rateLimit().isPresent()
                ? "-b " + traffic.rateLimit().getAsLong() / traffic.streams()
                : ""),
        Map.entry("sender", forward ? "first" : "second"),
        Map.entry("receiver", forward ? "second" : "first"),
        Map.entry("modules", PlanText.command(KernelModules.LOAD)),
        Map.entry(
            "cells",
            List.of(
                cell("broken", cells.finding().slowLevel(), cells.broken(), broken, forward),
                cell(
                    "healthy",
                    cells.finding().healthyLevel(),
                    cells.healthy(),
                    healthy,
                    forward))));
  }

  private static Map<String, Object> cell(
      String word, String level, CellResult measured, CellEnds ends, boolean forward) {
    ShellBlocks first = ShellBlocks.of(ends.first(), "first_address", "second_address");
    ShellBlocks second = ShellBlocks.of(ends.second(), "second_address", "first_address");
    ShellBlocks sender = forward ? first : second;
    ShellBlocks receiver = forward ? second : first;
    return Map.ofEntries(
        Map.entry("word", word),
        Map.entry("level", level),
        Map.entry("label", ends.levels().label()),
        Map.entry("measured", Speed.text(measured.medianMbitPerSecond().orElse(0))),
        Map.entry("device", sender.device()),
        Map.entry("senderAddress", sender.address()),
        Map.entry("receiverAddress", receiver.address()),
        Map.entry("keys", keys(ends.levels())),
        Map.entry("ping", first.ping()),
        Map.entry("protected", ends.levels().isProtected()),
        Map.entry("ends", List.of(end(word, "first", first), end(word, "second", second))));
  }

  private static Map<String, Object> end(String cell, String side, ShellBlocks blocks) {
    return Map.of(
        "cell", cell,
        "side", side,
        "checks", blocks.checks(),
        "setUp", blocks.setUp(),
        "takeDown", blocks.takeDown());
  }

  /** The keys that a cell needs, with their lengths in bytes. */
  private static List<Map<String, Object>> keys(Levels levels) {
    if (!(levels.protection() instanceof Protection.Esp esp)) {
      return List.of();
    }
    List<Map<String, Object>> keys = new ArrayList<>();
    int encryption = esp.encryption().keyBytes();
    int authentication = esp.authentication().map(Authentication::keyBytes).orElse(0);
    for (Placeholder key : List.of(Placeholder.ENCRYPTION_FORWARD, Placeholder.ENCRYPTION_BACK)) {
      if (encryption > 0) {
        keys.add(Map.of("variable", key.variable(), "bytes", encryption));
      }
    }
    for (Placeholder key :
        List.of(Placeholder.AUTHENTICATION_FORWARD, Placeholder.AUTHENTICATION_BACK)) {
      if (authentication > 0) {
        keys.add(Map.of("variable", key.variable(), "bytes", authentication));
      }
    }
    return keys;
  }

  /** Text in which no line can end, since it stands in a comment. */
  private static String comment(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }

  private static String resource(String name) {
    try (InputStream stream = ReproduceScript.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the class path lacks " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
