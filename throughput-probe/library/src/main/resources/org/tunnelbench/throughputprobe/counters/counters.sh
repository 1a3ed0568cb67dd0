# Runs the awk program $1 with the arguments after it, and has it read a line each second. What
# starts each second is one sleep: awk's own system() would start a shell besides, which costs a
# guest of the lab five times as much. A line is as long as the blocks in which mawk reads what is no
# terminal, or mawk would wait for more; to ask whether awk is mawk costs as much as two programs.
program=$1
shift
{
  printf '%4095s\n' ''
  while sleep 1; do
    printf '%4095s\n' ''
  done
} | exec awk "$program" "$@"
