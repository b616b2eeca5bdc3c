// Reads a configuration of Grafana Alloy from the standard input, as `alloy fmt --test` does: by Alloy's own parser and printer. It knows
// the language, not what components take.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/grafana/alloy/syntax/parser"
	"github.com/grafana/alloy/syntax/printer"
)

func main() {
	text, err := io.ReadAll(os.Stdin)
	check(err)
	file, err := parser.ParseFile("configuration", text)
	check(err)
	var printed bytes.Buffer
	check(printer.Fprint(&printed, file))
	printed.WriteByte('\n')
	if !bytes.Equal(bytes.TrimSpace(printed.Bytes()), bytes.TrimSpace(text)) {
		fmt.Print(printed.String())
		check(fmt.Errorf("it is not formatted as above"))
	}
	fmt.Printf("%d blocks\n", len(file.Body))
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
