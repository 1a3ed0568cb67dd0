#!/usr/bin/perl
# Starts the processes of a lab and ends every one of them when it ends itself: at the end of its
# standard input (unless detached), at TERM, INT or HUP, or when it is killed. What ends them then
# is the kernel: this program is the first process of a PID namespace; or, where there is none,
# each child asks for a signal at the death of its parent (prctl(2), PR_SET_PDEATHSIG). Java can
# neither make socketpairs nor pass them on; hence perl, of which perl-base suffices.
#
# Standard input, a line each; words are percent-encoded:
#   link                                          makes a socketpair
#   spawn NAME log=F cwd=D [fd=N]... [env=K=V]... arg=A...
#   kill NAME SIGNAL                              KILL goes to the whole process group
#   detach                                        the end of standard input ends nothing any more
# Standard output: "ready" at the start, one "ok ..." or "error REASON" for each line, and in
# between "exit NAME CODE SIGNAL" for each child that ended. Standard error: the file named by the
# only argument.
use strict;
use warnings;
use Errno qw(EINTR);
use Fcntl qw(F_SETFD F_SETFL O_APPEND O_CREAT O_NONBLOCK O_WRONLY);
use POSIX ();
use Socket qw(AF_UNIX SOCK_SEQPACKET SOL_SOCKET SO_SNDBUF);

use constant {
  SEND_BUFFER      => 2 << 20,   # bytes; smaller ones lose packets under load
  LONGEST_LINE     => 1 << 20,   # bytes of one request
  LARGEST_LOG      => 16 << 20,  # bytes; a log that has grown beyond is begun anew
  LOG_LOOK         => 10,        # seconds between looks at the logs
  GRACE            => 0.3,       # seconds between TERM and KILL at the end, without a namespace
  EXEC_FAILED      => 127,
  PR_SET_PDEATHSIG => 1,
  SIGTERM          => 15,
};
# The system call's number, of which perl-base knows no name (arch/*/include of Linux).
my %PRCTL = (x86_64 => 157, i686 => 172, aarch64 => 167);

my $namespaced = $$ == 1;
my (%child, %name_of, %end);    # name => {pid, log}; pid => name; descriptor => handle
my $attached = 1;
my $main     = $$;

sub decode { my ($word) = @_; $word =~ s/%([0-9A-F]{2})/chr hex $1/ge; return $word }

sub encode {
  my ($word) = @_;
  $word =~ s/([^A-Za-z0-9._\/:=,+@-])/sprintf '%%%02X', ord $1/ge;
  return $word;
}

sub say_line {
  my $line = join(' ', map { encode($_) } @_) . "\n";
  1 until defined syswrite(STDOUT, $line) || !$!{EINTR};
  return;
}

sub make_link {
  socketpair(my $first, my $second, AF_UNIX, SOCK_SEQPACKET, 0) or return "socketpair: $!";
  for my $handle ($first, $second) {
    setsockopt($handle, SOL_SOCKET, SO_SNDBUF, pack 'i', SEND_BUFFER) or return "SO_SNDBUF: $!";
    $end{ fileno $handle } = $handle;
  }
  say_line('ok', fileno $first, fileno $second);
  return;
}

# Before the supervisor answers, so that there is no moment at which its death would be missed;
# setpriv(1) would do it too late for that.
sub die_with_parent {
  my ($fail) = @_;
  my $number = $PRCTL{ (POSIX::uname())[4] } or $fail->('no number of prctl for this machine');
  syscall($number, PR_SET_PDEATHSIG, SIGTERM, 0, 0, 0) == 0 or $fail->('prctl');
  POSIX::_exit(EXEC_FAILED) if getppid() != $main;
  return;
}

sub become {    # runs in the child and does not return
  my ($report, $wanted) = @_;
  my $fail = sub { syswrite $report, "$_[0]: $!"; POSIX::_exit(EXEC_FAILED) };
  $SIG{$_} = 'DEFAULT' for qw(TERM INT HUP CHLD PIPE);
  POSIX::setsid();
  chdir $wanted->{cwd} or $fail->("chdir $wanted->{cwd}");
  sysopen my $log, $wanted->{log}, O_WRONLY | O_CREAT | O_APPEND, 0600
    or $fail->("log $wanted->{log}");
  open STDIN, '<', '/dev/null' or $fail->('/dev/null');
  open STDOUT, '>&', $log or $fail->('stdout');
  open STDERR, '>&', $log or $fail->('stderr');
  for my $number (@{ $wanted->{fd} }) {
    fcntl $end{$number}, F_SETFD, 0 or $fail->("descriptor $number");
  }
  die_with_parent($fail) unless $namespaced;
  for (@{ $wanted->{env} }) { my ($key, $value) = split /=/, $_, 2; $ENV{$key} = $value }
  my @argv = @{ $wanted->{arg} };
  no warnings 'exec';
  exec { $argv[0] } @argv or $fail->("cannot run $argv[0]");
}

sub spawn {
  my ($name, @words) = @_;
  return "there is a $name already" if $child{$name};
  my %wanted = (fd => [], env => [], arg => []);
  for my $word (@words) {
    my ($key, $value) = split /=/, $word, 2;
    if (ref $wanted{$key}) { push @{ $wanted{$key} }, $value }
    else                   { $wanted{$key} = $value }
  }
  return "spawn $name lacks log, cwd or arg"
    unless defined $wanted{log} && defined $wanted{cwd} && @{ $wanted{arg} };
  $end{$_} or return "no link has a descriptor $_" for @{ $wanted{fd} };
  pipe my $told, my $tell or return "pipe: $!";
  my $pid = fork;
  return "fork: $!" unless defined $pid;
  become($tell, \%wanted) unless $pid;
  close $tell;
  my $problem = '';
  while (1) {
    my $read = sysread $told, $problem, 4096, length $problem;
    last if defined $read ? $read == 0 : !$!{EINTR};
  }
  if (length $problem) { waitpid $pid, 0; return $problem }
  $child{$name} = { pid => $pid, log => $wanted{log} };
  $name_of{$pid} = $name;
  say_line('ok', $pid);
  return;
}

sub send_signal {
  my ($name, $signal) = @_;
  my $pid = $child{$name} && $child{$name}{pid} or return "there is no $name";
  kill $signal, $signal eq 'KILL' ? -$pid : $pid or return "kill $name: $!";
  say_line('ok');
  return;
}

sub obey {
  my ($verb, @words) = map { decode($_) } split / /, $_[0];
  my $problem =
      $verb eq 'link'   ? make_link()
    : $verb eq 'spawn'  ? spawn(@words)
    : $verb eq 'kill'   ? send_signal(@words)
    : $verb eq 'detach' ? do { $attached = 0; say_line('ok'); undef }
    :                     "unknown request $verb";
  say_line('error', $problem) if defined $problem;
  return;
}

sub reap {
  while ((my $pid = waitpid -1, POSIX::WNOHANG()) > 0) {
    my ($code, $signal) = ($? >> 8, $? & 127);
    my $name = delete $name_of{$pid};
    next unless defined $name;    # an orphan that the first process inherited
    kill 'KILL', -$pid;           # what the child left behind in its group
    delete $child{$name};
    say_line('exit', $name, $code, $signal);
  }
  return;
}

sub bound_logs {
  for my $log (map { $_->{log} } values %child) {
    truncate $log, 0 if (-s $log // 0) > LARGEST_LOG;
  }
  return;
}

open STDERR, '>>', $ARGV[0] or die "$ARGV[0]: $!" if @ARGV;
pipe my $woken, my $wake or die "pipe: $!";
fcntl $wake, F_SETFL, O_NONBLOCK or die "fcntl: $!";
$SIG{PIPE} = 'IGNORE';
$SIG{CHLD} = sub { syswrite $wake, '.' };
$SIG{$_}   = sub { exit 0 } for qw(TERM INT HUP);

END {
  # In a namespace the kernel ends the children with their first process, at once.
  if ($$ == $main && !$namespaced && %name_of) {
    local $?;
    $SIG{$_} = 'IGNORE' for qw(TERM INT HUP);
    kill 'TERM', keys %name_of;
    select undef, undef, undef, GRACE;
    kill 'KILL', map { -$_ } keys %name_of;
  }
}

say_line('ready', $namespaced ? 'namespace' : 'parent');
my $input    = '';
my $log_look = time + LOG_LOOK;
while (1) {
  my $readable = '';
  vec($readable, fileno $woken, 1) = 1;
  vec($readable, fileno STDIN,  1) = 1 if $attached;
  my $count = select $readable, undef, undef, LOG_LOOK;
  if ($count > 0) {
    sysread $woken, my $dots, 4096 if vec $readable, fileno $woken, 1;
    if ($attached && vec $readable, fileno STDIN, 1) {
      my $read = sysread STDIN, $input, 65536, length $input;
      next if !defined $read && $!{EINTR};
      last unless $read;
      while ($input =~ s/^([^\n]*)\n//) { obey($1) }
      last if length $input > LONGEST_LINE;
    }
  }
  reap();
  if (time >= $log_look) { bound_logs(); $log_look = time + LOG_LOOK }
}
