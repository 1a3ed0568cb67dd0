package org.tunnelbench.hostagent.model;

import java.util.ArrayList;
import java.util.List;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.Ipv4Network;
import org.tunnelbench.hostaccess.StepResult;

/** The {@code ip} of a model host: what plans and snapshots ask of it, and nothing else. */
final class ModelIp {
  private static final StepResult OK = new StepResult(0, "", "");

  private final ModelKernel kernel;
  private final Release release;
  private final ModelIpText text;
  private final ModelIpJson json;

  ModelIp(ModelKernel kernel, Release release) {
    this.kernel = kernel;
    this.release = release;
    this.text = new ModelIpText(kernel);
    this.json = new ModelIpJson(kernel);
  }

  StepResult run(List<String> argv) {
    String line = String.join(" ", argv.subList(1, argv.size()));
    if (line.contains("-j ")) {
      return release.isOld() ? failure(255, "Option \"-j\" is unknown") : json(line);
    }
    if (line.matches("(-s )?xfrm state list( nokeys)?( reqid \\d+)?")) {
      return line.contains("nokeys") == release.isOld()
          ? failure(255, "Error: argument \"nokeys\" is wrong: unknown")
          : answer(associations(line));
    }
    return switch (line) {
      case "-V" -> answer(release.ip() + "\n");
      case "xfrm policy" -> answer(String.join("", kernel.policies.values()));
      case "-d link show" -> answer(text.links());
      case "address show" -> answer(text.addresses());
      case "tunnel show" -> answer(text.tunnels());
      case "route show table all" -> answer(text.routes());
      default ->
          line.startsWith("-batch ") ? batch(argv.getLast()) : change(argv.subList(1, argv.size()));
    };
  }

  private StepResult json(String line) {
    return switch (line) {
      case "-d -j address show" -> answer(json.devices());
      case "-j route show table all" -> answer(json.routes());
      default -> throw new IllegalArgumentException("the model knows no ip " + line);
    };
  }

  private StepResult batch(String file) {
    String content = kernel.files.get(file);
    if (content == null) {
      return failure(1, "Cannot open file \"" + file + "\" for reading: No such file or directory");
    }
    for (String line : content.lines().toList()) {
      StepResult result = change(List.of(line.split(" ", -1)));
      if (!result.succeeded()) {
        return failure(1, result.stderr() + "\nCommand failed " + file);
      }
    }
    return OK;
  }

  private StepResult change(List<String> words) {
    return switch (words.get(0)
        + " "
        + words.get(1)
        + " "
        + (words.get(0).equals("xfrm") ? words.get(2) : "")) {
      case "link add " -> addLink(words);
      case "link set " -> setLink(words);
      case "link delete " -> deleteLink(words.getLast());
      case "tunnel add " -> addDevice(words, after(words, "mode"));
      case "tunnel delete " ->
          kernel.devices.containsKey(words.getLast())
              ? deleteLink(words.getLast())
              : failure(1, "ioctl: No such device");
      case "address add " -> addAddress(words);
      case "xfrm state add" -> addAssociation(words);
      case "xfrm state delete" ->
          kernel.associations.remove(identity(words)) == null
              ? failure(2, "RTNETLINK answers: No such process")
              : OK;
      case "xfrm state deleteall" -> deleteAssociations(words);
      case "xfrm policy add" -> addPolicy(words);
      case "xfrm policy delete" ->
          kernel.policies.remove(policy(words)) == null
              ? failure(2, "RTNETLINK answers: No such file or directory")
              : OK;
      default -> throw new IllegalArgumentException("the model knows no ip " + words);
    };
  }

  private StepResult addLink(List<String> words) {
    String kind = after(words, "type");
    return release.isOld() && List.of("bridge", "gre", "ipip").contains(kind)
        ? failure(2, "RTNETLINK answers: Operation not supported")
        : addDevice(words, kind);
  }

  private StepResult addDevice(List<String> words, String kind) {
    String name = after(words, "name");
    if (name.length() > 15) {
      return failure(255, "Error: argument \"" + name + "\" is wrong: \"name\" not a valid ifname");
    }
    if (kernel.devices.containsKey(name)) {
      return failure(2, "RTNETLINK answers: File exists");
    }
    String peer = kind.equals("veth") ? words.getLast() : "";
    int mtu =
        kind.equals("gretap")
            ? 1462
            : kind.equals("ipip") ? 1480 : kind.equals("gre") ? 1476 : 1500;
    kernel.devices.put(
        name,
        new ModelKernel.Device(
            name, kind, optional(words, "local"), optional(words, "remote"), peer, "", mtu, false));
    if (!peer.isEmpty()) {
      kernel.devices.put(peer, new ModelKernel.Device(peer, kind, "", "", name, "", mtu, false));
    }
    return OK;
  }

  private StepResult setLink(List<String> words) {
    ModelKernel.Device device = kernel.devices.get(after(words, "dev"));
    if (device == null) {
      return failure(1, "Cannot find device \"" + after(words, "dev") + "\"");
    }
    if (words.contains("master")) {
      if (release.isOld()) {
        return failure(255, "Error: either \"dev\" is duplicate, or \"master\" is a garbage.");
      }
      device = device.withMaster(after(words, "master"));
    }
    if (words.contains("mtu")) {
      device = device.withMtu(Integer.parseInt(after(words, "mtu")));
    }
    kernel.devices.put(
        device.name(),
        List.of("up", "down").contains(words.getLast())
            ? device.raised(words.getLast().equals("up"))
            : device);
    return OK;
  }

  private StepResult deleteLink(String name) {
    if (!kernel.devices.containsKey(name)) {
      return failure(1, "Cannot find device \"" + name + "\"");
    }
    kernel.removeDevice(name);
    return OK;
  }

  private StepResult addAddress(List<String> words) {
    String device = after(words, "dev");
    if (!kernel.devices.containsKey(device)) {
      return failure(1, "Cannot find device \"" + device + "\"");
    }
    String local = words.get(2);
    Ipv4Network network =
        words.contains("peer")
            ? new Ipv4Network(new Ipv4Address(after(words, "peer")), 32)
            : Ipv4Network.parse(local);
    kernel.addresses.add(new ModelKernel.Address(device, local.replaceAll("/.*", ""), network));
    return OK;
  }

  private StepResult deleteAssociations(List<String> words) {
    String start = "src " + after(words, "src") + " dst " + after(words, "dst") + "\n";
    String requestId = " reqid " + after(words, "reqid") + " ";
    kernel
        .associations
        .values()
        .removeIf(text -> text.startsWith(start) && text.contains(requestId));
    return OK;
  }

  private StepResult addAssociation(List<String> words) {
    if (words.contains("auth-trunc") && release.isOld()) {
      return failure(255, "Error: argument \"auth-trunc\" is wrong: unknown");
    }
    String hash = words.contains("auth-trunc") ? "auth-trunc" : "auth";
    String algorithms =
        words.contains("aead")
            ? "\taead " + after(words, "aead") + " <<Keys hidden>> 128\n"
            : "\t"
                + hash
                + " "
                + after(words, hash)
                + " <<Keys hidden>> 96\n\tenc "
                + after(words, "enc")
                + " <<Keys hidden>>\n";
    String text =
        "src %s dst %s\n\tproto esp spi %s reqid %s mode transport\n\treplay-window 0 \n%s\tlifetime current:\n\t  84(bytes), 1(packets)\n"
            .formatted(
                after(words, "src"),
                after(words, "dst"),
                after(words, "spi"),
                after(words, "reqid"),
                algorithms);
    return kernel.associations.putIfAbsent(identity(words), text) == null
        ? OK
        : failure(2, "RTNETLINK answers: File exists");
  }

  private StepResult addPolicy(List<String> words) {
    String text =
        "src %s dst %s proto %s \n\tdir %s priority 0 ptype main \n\ttmpl src %s dst %s\n\t\tproto esp reqid %s mode transport\n"
            .formatted(
                after(words, "src"),
                after(words, "dst"),
                after(words, "proto"),
                after(words, "dir"),
                after(words, "src"),
                after(words, "dst"),
                after(words, "reqid"));
    return kernel.policies.putIfAbsent(policy(words), text) == null
        ? OK
        : failure(2, "RTNETLINK answers: File exists");
  }

  private String associations(String line) {
    List<String> texts = new ArrayList<>(kernel.associations.values());
    if (line.contains("reqid")) {
      texts.removeIf(text -> !text.contains(line.substring(line.indexOf("reqid")) + " "));
    }
    return String.join("", texts);
  }

  private static ModelKernel.Identity identity(List<String> words) {
    return new ModelKernel.Identity(after(words, "src"), after(words, "dst"), after(words, "spi"));
  }

  private static ModelKernel.Policy policy(List<String> words) {
    return new ModelKernel.Policy(
        after(words, "src"), after(words, "dst"), after(words, "proto"), after(words, "dir"));
  }

  private static String after(List<String> words, String word) {
    return words.get(words.indexOf(word) + 1);
  }

  private static String optional(List<String> words, String word) {
    return words.contains(word) ? after(words, word) : "";
  }

  private static StepResult answer(String stdout) {
    return new StepResult(0, stdout, "");
  }

  private static StepResult failure(int exitCode, String stderr) {
    return new StepResult(exitCode, "", stderr);
  }
}
