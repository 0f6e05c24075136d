// Command incidentbot answers questions about attacks on cities from an archive
// of news, in the terminal and on Telegram; every figure names its source.
//
// A tour, bottom-up. main.go makes the world outside (env) and calls run, which
// tests call too. root.go is the command line; each subcommand has a file of
// its name, which parses, wires and delegates. app.go owns what a command opens
// and closes it in the opposite order. errors.go is the one place where an
// error becomes a sentence and an exit code: 0 done, 1 failed in part or whole,
// 2 the command line or the question cannot be read.
package main
