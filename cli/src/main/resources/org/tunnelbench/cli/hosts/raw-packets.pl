# Sends packets of the protocols that tunnels and ESP use, or tells which of them arrive. Opens raw
# sockets (raw(7)) and nothing else: no device, route or module is touched. Perl 5.8 or later.
#   raw-packets.pl hear TOKEN HERE THERE SECONDS
#   raw-packets.pl send TOKEN HERE THERE
use strict;
use Socket;

my ($mode, $token, $here, $there, $seconds) = @ARGV;
my %number = (gre => 47, ipip => 4, esp => 50, ike => 17);
# Heads that every receiver drops: GRE of version 7, IP of version 0, an SPI that is reserved.
my %head = (gre => pack("nn", 7, 0), ipip => "\0" x 20, esp => pack("NN", 255, 1), ike => "");
my $ike_port = 500;
my $times = 3;
$| = 1;

sub opened {
  my ($kind, $protocol, $port) = @_;
  socket(my $socket, PF_INET, $kind, $protocol) or return;
  setsockopt($socket, SOL_SOCKET, SO_REUSEADDR, 1);
  bind($socket, pack_sockaddr_in($port, inet_aton($here))) or return;
  return $socket;
}

if ($mode eq "hear") {
  my %socket;
  for my $name (sort keys %number) {
    $socket{$name} = opened(SOCK_RAW, $number{$name}, 0) or die "no raw socket: $!\n";
  }
  print "ready\n";
  my $end = time + $seconds;
  while (%socket && time < $end) {
    my $bits = "";
    vec($bits, fileno($_), 1) = 1 for values %socket;
    next unless select($bits, undef, undef, 0.2) > 0;
    for my $name (keys %socket) {
      next unless vec($bits, fileno($socket{$name}), 1);
      my $from = recv($socket{$name}, my $packet, 2000, 0);
      if (defined $from && index($packet, "$token $name") >= 0) {
        print "heard $name\n";
        delete $socket{$name};
      }
    }
  }
} else {
  for my $name (sort keys %number) {
    my $ike = $name eq "ike";
    my $socket = $ike
      ? opened(SOCK_DGRAM, 17, $ike_port) || opened(SOCK_DGRAM, 17, 0)
      : opened(SOCK_RAW, $number{$name}, 0);
    my $to = pack_sockaddr_in($ike ? $ike_port : 0, inet_aton($there));
    for (1 .. $times) {
      if (!$socket || !send($socket, $head{$name} . "$token $name", 0, $to)) {
        print "unsent $name: $!\n";
        last;
      }
    }
  }
}
